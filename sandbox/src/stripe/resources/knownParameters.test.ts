import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { allRoutes } from "../allRoutes.ts";
import type { StripeRoute } from "../StripeRoute.ts";

const SDK = join(import.meta.dirname, "../../../../node_modules/stripe/esm/resources");

/** One method of the SDK: the request it makes, and the parameters that its type names. */
interface Method {
  readonly call: string;
  readonly params: readonly string[];
}

function readMethods(): Method[] {
  return readdirSync(SDK, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".js") && !file.endsWith("index.js"))
    .flatMap((file) => {
      const code = readFileSync(join(SDK, file), "utf8");
      const types = readFileSync(join(SDK, file.replace(/js$/, "d.ts")), "utf8");
      const requests = code.matchAll(
        /^ {4}(\w+)\([^)]*\) \{\s*return this\._makeRequest\('(\w+)', [`']([^`']+)[`']/gm,
      );
      return [...requests].map(([, name = "", verb = "", path = ""]) => {
        const type = new RegExp(`^ {4}${name}\\([^\\n]*params\\??: ([\\w.]+)`, "m").exec(
          types,
        )?.[1];
        const call = `${verb} ${path.replaceAll(/\$\{[^}]*\}/g, ":")}`;
        return { call, params: type ? keysOf(types, type.split(".").at(-1) ?? "") : [] };
      });
    });
}

/** The fields of an interface in a file of declarations. */
function keysOf(types: string, name: string): string[] {
  const [, base = "", indent = ""] =
    new RegExp(`interface ${name}(?: extends (\\w+))? \\{\\n( *)`).exec(types) ?? [];
  const start = types.search(new RegExp(`interface ${name}(?: extends \\w+)? \\{`));
  const end = types.indexOf(`\n${indent.slice(4)}}`, start);
  const own = types.slice(start, end).matchAll(new RegExp(`^${indent}(\\w+)\\??: `, "gm"));
  const keys = [...own].map(([, key = ""]) => key);
  return base === "PaginationParams" ? [...keys, "limit", "starting_after", "ending_before"] : keys;
}

const methods = readMethods();

function isAnyOf(options: readonly unknown[], key: string): boolean {
  return options.some((option) => takes(option, key));
}

function takes(schema: unknown, key: string): boolean {
  if (schema instanceof z.ZodObject) return key in schema.shape;
  if (schema instanceof z.ZodUnion) return isAnyOf(schema.options, key);
  if (schema instanceof z.ZodPipe) return takes(schema.in, key);
  return false;
}

const callOf = ({ method, path }: StripeRoute) => `${method} ${path.replaceAll(/:\w+/g, ":")}`;

test.each(allRoutes.map((route) => [callOf(route), route] as const))(
  "%s knows what Stripe takes, and nothing else",
  (call, route) => {
    const method = methods.find((candidate) => candidate.call === call);
    expect(method, "the SDK makes no such request").toBeDefined();
    const known = method?.params.filter((key) => key !== "expand") ?? [];
    expect(known.filter((key) => !takes(route.params, key))).toEqual([]);
    const named = route.params instanceof z.ZodObject ? Object.keys(route.params.shape) : [];
    expect(named.filter((key) => !known.includes(key))).toEqual([]);
  },
);
