import { AppError } from "#shared/errors";
import type { Endpoint } from "#shared/api";
import { parseInput } from "./parseInput.ts";
import { parseJsonBody } from "./parseJsonBody.ts";
import { readBody } from "./readBody.ts";

const DEFAULT_MAX_BODY_BYTES = 64 * 1024;

/** A request's params, query and body, parsed by its endpoint's schemas. @throws AppError */
export async function readInput(
  endpoint: Endpoint,
  request: Request,
  params: Record<string, string>,
): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  if (endpoint.params !== undefined) {
    const result = endpoint.params.safeParse(params);
    // An id that is none names nothing: it answers as any unknown id does.
    if (!result.success) throw new AppError("not_found");
    input["params"] = result.data;
  }
  if (endpoint.query !== undefined) {
    input["query"] = parseInput(
      endpoint.query,
      Object.fromEntries(new URL(request.url).searchParams),
    );
  }
  if (endpoint.body !== undefined) {
    input["body"] = parseInput(
      endpoint.body,
      parseJsonBody(await readBody(request, endpoint.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES)),
    );
  }
  return input;
}
