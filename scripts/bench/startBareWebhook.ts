import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { freePort } from "../checks/startStackUnderTest.ts";
import { bundleWorker } from "../scale/bundleWorker.ts";
import { type Serving, serveWorkerd } from "../scale/serveWorkerd.ts";

const COMPATIBLE = "2026-11-01";

/** Starts bareWebhook.ts under a workerd of its own, with these variables. */
export async function startBareWebhook(options: {
  root: string;
  folder: string;
  variables: Readonly<Record<string, string>>;
  log: (text: string) => void;
}): Promise<Serving & { readonly url: string }> {
  const { root, variables, log } = options;
  const folder = join(options.folder, "bare");
  await mkdir(folder, { recursive: true });
  const configFile = join(folder, "wrangler.json");
  const main = join(import.meta.dirname, "bareWebhook.ts");
  const settings = {
    name: "bare",
    main,
    compatibility_date: COMPATIBLE,
    compatibility_flags: ["nodejs_compat"],
  };
  await writeFile(configFile, JSON.stringify(settings));
  const bundle = await bundleWorker(configFile, folder);
  const url = `http://127.0.0.1:${await freePort()}`;
  const bindings = Object.entries(variables).map(
    ([name, value]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`,
  );
  const config = `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "internet", network = (allow = ["public", "private"])),
    (name = "bare", worker = (
      modules = [(name = "worker.js", esModule = embed ${JSON.stringify(relative(folder, bundle))})],
      compatibilityDate = "${COMPATIBLE}", compatibilityFlags = ["nodejs_compat"],
      bindings = [${bindings.join(", ")}],
    )),
  ],
  sockets = [(name = "bare", address = "${new URL(url).host}", http = (), service = "bare")],
);
`;
  return { ...(await serveWorkerd({ root, folder, config, aliveUrl: url, log })), url };
}
