import type { Catalogue } from "#shared/plans";
import { format } from "oxfmt";

const HEAD = `// Made of data/plans.yml by \`npm run plans\`. Change that.
import type { Catalogue } from "./plans.ts";

/** Everything that is sold. */
export const CATALOGUE: Catalogue = `;

/** The text of shared/src/catalogue.ts, formatted as the formatter leaves it. @param style the formatter's settings */
export async function renderCatalogue(
  catalogue: Catalogue,
  style: { readonly printWidth: number },
): Promise<string> {
  const { code, errors } = await format(
    "catalogue.ts",
    `${HEAD}${JSON.stringify(catalogue)};`,
    style,
  );
  if (errors.length > 0) throw new Error(`The catalogue's code: ${errors[0]?.message}`);
  return code;
}
