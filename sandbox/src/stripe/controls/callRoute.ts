import type { StripeContext } from "../StripeContext.ts";

/** Does what a request of the API would, for the sandbox's own pages. @throws StripeError as the route does */
export function callRoute(
  { world, routes }: StripeContext,
  method: "GET" | "POST",
  path: string,
  params: Readonly<Record<string, string>>,
): object {
  const found = routes.find(method, path);
  if (!found) throw new Error(`There is no route ${method} ${path}.`);
  const parsed = found.route.params.parse(params);
  return world.store.change(() =>
    // eslint-disable-next-line typescript/no-unsafe-type-assertion -- the route's own schema made them what its function takes
    found.route.run(world, parsed as never, found.path),
  );
}
