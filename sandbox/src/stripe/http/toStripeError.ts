import type { z } from "zod";
import { StripeError } from "../StripeError.ts";

type Issue = z.core.$ZodIssue;

/** What the parameters' schema found, as Stripe says it: the first fault alone. */
export function toStripeError(
  error: z.core.$ZodError,
  prefix: readonly PropertyKey[] = [],
): StripeError {
  const [issue] = error.issues.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (!issue) return refuse("", "Invalid request.");
  return fromIssue(issue, prefix);
}

/** Stripe speaks of unknown parameters before it speaks of missing ones. */
function rankOf(issue: Issue): number {
  if (issue.code === "unrecognized_keys") return 0;
  return issue.input === undefined ? 1 : 2;
}

function fromIssue(issue: Issue, prefix: readonly PropertyKey[]): StripeError {
  const path = [...prefix, ...issue.path];
  const param = nameOf(path);
  if (issue.code === "unrecognized_keys") {
    const names = issue.keys.map((key) => nameOf([...path, key]));
    const [first = ""] = names;
    const plural = names.length > 1 ? "s" : "";
    return refuse(
      first,
      `Received unknown parameter${plural}: ${names.join(", ")}`,
      "parameter_unknown",
    );
  }
  if (issue.code === "invalid_type" && issue.expected === "never") {
    return refuse(
      param,
      `This sandbox does not simulate the parameter ${param}.`,
      "sandbox_not_simulated",
    );
  }
  if (issue.input === undefined && issue.code !== "custom") {
    return refuse(param, `Missing required param: ${param}.`, "parameter_missing");
  }
  switch (issue.code) {
    case "custom": {
      const code: unknown = issue.params?.["code"];
      const message = issue.message.replaceAll("%", param);
      return refuse(param, message, typeof code === "string" ? code : undefined);
    }
    case "invalid_value": {
      const values = issue.values.map(String);
      const last = values.at(-1) ?? "";
      const others = values.slice(0, -1).join(", ");
      const choice = others === "" ? last : `${others}${values.length > 2 ? "," : ""} or ${last}`;
      return refuse(param, `Invalid ${param}: must be one of ${choice}`);
    }
    case "invalid_union": {
      // The branch that came furthest is the one that was meant.
      const branches = issue.errors.map((issues) =>
        issues.toSorted((a, b) => b.path.length - a.path.length),
      );
      const furthest = branches.toSorted((a, b) => depthOf(b) - depthOf(a))[0]?.[0];
      return furthest ? fromIssue(furthest, path) : refuse(param, `Invalid ${param}`);
    }
    case "invalid_type":
      if (issue.expected === "array") return refuse(param, "Invalid array");
      if (issue.expected === "object" || issue.expected === "record")
        return refuse(param, "Invalid object");
      return refuse(param, `Invalid ${issue.expected}: ${JSON.stringify(issue.input)}`);
    case "too_small":
    case "too_big":
    case "invalid_format":
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
      break;
  }
  return refuse(param, `Invalid ${param}: ${issue.message}`);
}

/** Custom refusals read a text and found it wanting, so they beat a branch of another shape. */
function depthOf(issues: readonly Issue[]): number {
  const [first] = issues;
  if (!first) return -1;
  if (first.code === "unrecognized_keys") return first.path.length + 2;
  return first.path.length + (first.code === "custom" ? 1 : 0);
}

function nameOf([head, ...rest]: readonly PropertyKey[]): string {
  return `${String(head ?? "")}${rest.map((key) => `[${String(key)}]`).join("")}`;
}

function refuse(param: string, message: string, code?: string): StripeError {
  return new StripeError(400, {
    type: "invalid_request_error",
    message,
    ...(param === "" ? {} : { param }),
    ...(code === undefined ? {} : { code }),
  });
}
