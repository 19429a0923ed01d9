import type { StripeRoute } from "../StripeRoute.ts";

interface Compiled {
  readonly route: StripeRoute;
  readonly segments: readonly string[];
  readonly placeholders: number;
}

/** Finds the route of a request; words beat placeholders (`/v1/invoices/create_preview`, `/v1/invoices/:id`). */
export class RouteTable {
  readonly #routes: readonly Compiled[];

  constructor(routes: readonly StripeRoute[]) {
    this.#routes = routes
      .map((route) => {
        const segments = route.path.split("/");
        const placeholders = segments.filter((segment) => segment.startsWith(":")).length;
        return { route, segments, placeholders };
      })
      .toSorted((a, b) => a.placeholders - b.placeholders);
  }

  find(
    method: string,
    path: string,
  ): { route: StripeRoute; path: Record<string, string> } | undefined {
    const given = path.split("/");
    for (const { route, segments } of this.#routes) {
      if (route.method !== method || segments.length !== given.length) continue;
      const places: Record<string, string> = {};
      const fits = segments.every((segment, index) => {
        const value = given[index] ?? "";
        if (!segment.startsWith(":")) return segment === value;
        const decoded = decode(value);
        places[segment.slice(1)] = decoded;
        return decoded !== "";
      });
      if (fits) return { route, path: places };
    }
    return undefined;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
