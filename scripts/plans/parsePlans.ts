import { type Catalogue, catalogueSchema, planSchema } from "#shared/plans";
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from "yaml";
import type { z } from "zod";
import { type Fault, judgePlans } from "./judgePlans.ts";

/** A mistake in data/plans.yml. */
export interface PlanProblem {
  readonly line: number;
  /** What and where: `plans.pro.price.amountCents`; empty where the file is no YAML. */
  readonly where: string;
  readonly reason: string;
}

export type ParsedPlans =
  | { readonly ok: true; readonly catalogue: Catalogue }
  | { readonly ok: false; readonly problems: readonly PlanProblem[] };

/** Reads data/plans.yml. Mistakes are told all at once, in the order of lines; what makes no sense in a malformed plan follows once it has its form. */
export function parsePlans(text: string): ParsedPlans {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = brokenAt(document);
  if (broken.length > 0) {
    const problems = broken.map(({ offset, reason }) => ({
      line: lines.linePos(offset).line,
      where: "",
      reason,
    }));
    return { ok: false, problems };
  }
  const parsed = catalogueSchema.safeParse(document.toJS());
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => faultsOf(issue, document))),
    ...judgePlans(readable(document)),
  ];
  if (parsed.success && faults.length === 0) return { ok: true, catalogue: parsed.data };
  const problems = faults.map(({ path, reason }) => ({
    line: lineOf(document, path, lines),
    where: nameOf(document, path),
    reason,
  }));
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line) };
}

/** What is no plain YAML. Once the form is lost every later line looks wrong: only the first place is told. */
function brokenAt(document: Document): { offset: number; reason: string }[] {
  const told = ({ pos, message }: { pos: readonly [number, number]; message: string }) => ({
    offset: pos[0],
    reason: message,
  });
  const lost = document.errors.find(({ code }) => code !== "DUPLICATE_KEY");
  if (lost !== undefined) return [told(lost)];
  const broken = [...document.errors, ...document.warnings].map(told);
  visit(document, {
    Alias: (_key, { range }) => {
      broken.push({ offset: range?.[0] ?? 0, reason: "An alias stands here: write it out" });
    },
  });
  return broken;
}

function faultsOf(issue: z.core.$ZodIssue, document: Document): Fault[] {
  const { path, message } = issue;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], reason: "is not known here" }));
  }
  const isMissing = path.length > 0 && !document.hasIn(path);
  return [{ path, reason: isMissing ? "is missing" : message.replace(/^Invalid input: /, "") }];
}

function readable(document: Document) {
  const { sim, voice } = catalogueSchema.shape;
  const raw: unknown = document.getIn(["plans"], true);
  const items = isSeq(raw) ? raw.items : [];
  return {
    plans: items.flatMap((item, index) => {
      const plan = planSchema.safeParse(isNode(item) ? item.toJS(document) : item);
      return plan.success ? [{ index, plan: plan.data }] : [];
    }),
    sim: sim.safeParse(jsOf(document, "sim")).data,
    voice: voice.safeParse(jsOf(document, "voice")).data,
  };
}

function jsOf(document: Document, key: string): unknown {
  const node: unknown = document.getIn([key], true);
  return isNode(node) ? node.toJS(document) : node;
}

/** Where a thing stands, or what should hold it. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (pair === undefined || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step];
      if (!isNode(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return lines.linePos(offset).line;
}

/** A path in words: plans by their ids. */
function nameOf(document: Document, path: readonly PropertyKey[]): string {
  return path
    .map((step, at) => {
      if (typeof step !== "number") return String(step);
      const id: unknown = path[at - 1] === "plans" ? document.getIn(["plans", step, "id"]) : null;
      return typeof id === "string" ? id : String(step + 1);
    })
    .join(".");
}
