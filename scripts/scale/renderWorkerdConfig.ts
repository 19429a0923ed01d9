/** What the Worker is bound to, and where bare workerd listens. */
export interface WorkerdSettings {
  /** The Worker's bundle, an ES module, seen from the folder of the config: Cap'n Proto embeds no absolute path. */
  readonly workerFile: string;
  readonly workerPort: number;
  /** A fetch handler that does nothing but echo what a WebSocket says, in the same process: what the machine can do at best. */
  readonly plainPort: number;
  readonly compatibilityDate: string;
  readonly compatibilityFlags: readonly string[];
  readonly durableObjects: readonly { readonly binding: string; readonly className: string }[];
  readonly rateLimits: readonly {
    readonly binding: string;
    readonly limit: number;
    readonly periodSeconds: number;
  }[];
  readonly variables: Readonly<Record<string, string>>;
  /** Host and port of an HTTP proxy by which the Worker reaches everything outside; missing: directly. */
  readonly outboundProxy?: string | undefined;
  /** The built renderer, served beside the API; missing: the API alone. */
  readonly assetsDir?: string | undefined;
}

/** A text of Cap'n Proto's: JSON's escapes are among its own. */
const text = (value: string) => JSON.stringify(value);
const list = (values: readonly string[]) => `[${values.join(", ")}]`;

/**
 * The Worker alone under workerd, as Cap'n Proto text (workerd.capnp). Rate limits, which workerd does not have,
 * are counted by a small extension; Durable Objects live in memory; the renderer's files come from disk.
 */
export function renderWorkerdConfig(settings: WorkerdSettings): string {
  const compatibility = `compatibilityDate = ${text(settings.compatibilityDate)}`;
  const files = settings.assetsDir;
  const bindings = [
    ...Object.entries(settings.variables).map(
      ([name, value]) => `(name = ${text(name)}, text = ${text(value)})`,
    ),
    ...settings.durableObjects.map(
      ({ binding, className }) =>
        `(name = ${text(binding)}, durableObjectNamespace = ${text(className)})`,
    ),
    ...settings.rateLimits.map(
      ({ binding, limit, periodSeconds }) =>
        `(name = ${text(binding)}, wrapped = (moduleName = "salespulse:rate-limit", innerBindings = [` +
        `(name = "settings", json = ${text(JSON.stringify({ limit, periodSeconds }))})]))`,
    ),
    `(name = "ASSETS", service = "pages")`,
  ];
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ${
      settings.outboundProxy === undefined
        ? '(name = "internet", network = (allow = ["public", "private"])),'
        : `(name = "internet", external = (address = ${text(settings.outboundProxy)}, http = (style = proxy))),`
    }
    (name = "worker", worker = (
      modules = [(name = "worker.js", esModule = embed ${text(settings.workerFile)})],
      ${compatibility},
      compatibilityFlags = ${list(settings.compatibilityFlags.map(text))},
      bindings = ${list(bindings)},
      durableObjectNamespaces = ${list(
        settings.durableObjects.map(
          ({ className }) =>
            `(className = ${text(className)}, uniqueKey = ${text(className)}, enableSql = true)`,
        ),
      )},
      durableObjectStorage = (inMemory = void),
    )),
    (name = "plain", worker = (
      modules = [(name = "plain.js", esModule = ${text(PLAIN)})], ${compatibility},
    )),
    (name = "front", worker = (
      modules = [(name = "front.js", esModule = ${text(FRONT)})], ${compatibility},
      bindings = [(name = "WORKER", service = "worker"), (name = "ASSETS", service = "pages")],
    )),
    (name = "pages", worker = (
      modules = [(name = "pages.js", esModule = ${text(PAGES)})], ${compatibility},
      bindings = ${files === undefined ? "[]" : '[(name = "FILES", service = "files")]'},
    )),
    ${files === undefined ? "" : `(name = "files", disk = (path = ${text(files)})),`}
  ],
  sockets = [
    (name = "worker", address = "127.0.0.1:${settings.workerPort}", http = (), service = ${
      files === undefined ? '"worker"' : '"front"'
    }),
    (name = "plain", address = "127.0.0.1:${settings.plainPort}", http = (), service = "plain"),
  ],
  extensions = [(modules = [
    (name = "salespulse:rate-limit", internal = true, esModule = ${text(RATE_LIMIT)}),
  ])],
);
`;
}

const PLAIN = `export default {
  fetch(request) {
    if (request.headers.get("upgrade") !== "websocket") return Response.json({ ok: true });
    const { 0: client, 1: server } = new WebSocketPair();
    server.accept();
    server.addEventListener("message", ({ data }) => server.send(data));
    return new Response(null, { status: 101, webSocket: client });
  },
};`;

/** What wrangler.toml says of assets: the Worker answers its own paths, the pages the rest. */
const FRONT = `export default {
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    const isApi = pathname.startsWith("/api/") || pathname.startsWith("/auth/");
    return (isApi ? env.WORKER : env.ASSETS).fetch(request);
  },
};`;

const PAGES = `const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml", woff2: "font/woff2" };
export default {
  async fetch(request, env) {
    if (!env.FILES) return new Response(null, { status: 404 });
    const { pathname } = new URL(request.url);
    const isFile = /\\.\\w+$/.test(pathname);
    const path = isFile ? pathname : "/index.html";
    const file = await env.FILES.fetch("http://files" + path);
    return new Response(file.body, {
      status: file.status,
      headers: { "content-type": TYPES[path.split(".").pop()] ?? "application/octet-stream" },
    });
  },
};`;

const RATE_LIMIT = `export default function (env) {
  const { limit, periodSeconds } = env.settings;
  let period = 0;
  let counts = new Map();
  return {
    async limit({ key }) {
      const now = Math.floor(Date.now() / 1000 / periodSeconds);
      if (now !== period) [period, counts] = [now, new Map()];
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return { success: count <= limit };
    },
  };
}`;
