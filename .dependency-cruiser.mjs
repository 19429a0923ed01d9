/** The house's import rules (docs/design.md, "Who may import whom"). Each message says what to do instead. */
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const TEST = "\\.(test|spec)\\.tsx?$|/test/|/tests/";

export default {
  forbidden: [
    rule(
      "no-circles",
      "Two modules import each other: move what both need into a third.",
      {},
      { circular: true },
    ),
    rule(
      "shared-is-pure",
      "shared/ runs everywhere, so it imports only zod and itself: pass anything else in as an argument.",
      { path: "^shared/", pathNot: TEST },
      { pathNot: "^shared/|node_modules/zod/" },
    ),
    rule(
      "worker-and-desktop-are-strangers",
      "worker/ and desktop/ agree only through shared/: move what both need there.",
      { path: "^worker/" },
      { path: "^desktop/" },
    ),
    rule(
      "desktop-and-worker-are-strangers",
      "worker/ and desktop/ agree only through shared/: move what both need there.",
      { path: "^desktop/" },
      { path: "^worker/" },
    ),
    rule(
      "main-preload-renderer-meet-in-ipc",
      "main, preload and renderer meet only in desktop/src/ipc: put the message there.",
      { path: "^desktop/src/(main|preload|renderer)/" },
      { path: "^desktop/src/(main|preload|renderer)/", pathNot: "^desktop/src/$1/" },
    ),
    rule(
      "vendors-only-in-clients",
      "Only worker/src/clients knows a vendor: add a function there and call it.",
      { path: "^worker/src/", pathNot: "^worker/src/clients/|\\.test\\.ts$" },
      { path: "node_modules/(@supabase|mailgun\\.js|stripe|@googleapis|openai|pg)/" },
    ),
    rule(
      "capabilities-do-not-import-siblings",
      "A capability does not import its sibling: move what both need to shared/ or worker/src/http, or pass it in.",
      {
        path: "^worker/src/(auth|organization|mail|leads|calls|dialing|playbook|tasks|views|doNotCall|billing|calendar|flags|voice|realtime|jobs)/",
      },
      {
        path: "^worker/src/(auth|organization|mail|leads|calls|dialing|playbook|tasks|views|doNotCall|billing|calendar|flags|voice|realtime|jobs)/",
        pathNot: "^worker/src/$1/",
      },
    ),
    rule(
      "production-knows-no-tests",
      "Nothing imports a test or the sandbox: choose a stand-in by a URL in the environment.",
      { path: "^(shared|worker|desktop)/src/", pathNot: TEST },
      { path: `^sandbox/|${TEST}` },
    ),
    rule(
      "no-unresolved",
      "This import resolves to nothing: fix the path, or add the package to package.json.",
      {},
      { couldNotResolve: true, pathNot: "^cloudflare:|^virtual:|\\?(url|raw|worker|no-inline)" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.d\\.ts$" },
    parser: "swc",
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ["import", "node", "default", "types"],
      exportsFields: ["exports"],
      extensions: [".ts", ".tsx", ".mts", ".mjs", ".js", ".json", ".css"],
    },
  },
};
