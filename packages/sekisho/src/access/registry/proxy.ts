/**
 * Gives the proxy that the environment names for a URL; `undefined` when there is none or `NO_PROXY` takes the host out.
 *
 * Names in capitals and small letters count, the small ones first, as curl(1) does. `HTTP_PROXY` in capitals is left
 * aside inside CGI, where a request could set it. Hosts on loopback are never asked through a proxy.
 */
export function findProxy(url: URL, environment: Readonly<Record<string, string | undefined>>): URL | undefined {
  const isSecure = url.protocol === "https:";
  const named = isSecure ? both(environment, "https_proxy") : plainProxy(environment);
  const text = named ?? both(environment, "all_proxy");
  if (text === undefined || text === "" || isLoopback(url.hostname) || isTakenOut(url, both(environment, "no_proxy"))) {
    return undefined;
  }
  const proxy = URL.parse(text.includes("://") ? text : `http://${text}`);
  return proxy !== null && (proxy.protocol === "http:" || proxy.protocol === "https:") ? proxy : undefined;
}

function both(environment: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return environment[name] ?? environment[name.toUpperCase()];
}

function plainProxy(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const isCgi = environment["REQUEST_METHOD"] !== undefined;
  return environment["http_proxy"] ?? (isCgi ? undefined : environment["HTTP_PROXY"]);
}

function isTakenOut(url: URL, list: string | undefined): boolean {
  if (list === undefined) return false;
  const host = url.hostname.toLowerCase();
  return list.split(/[\s,]+/).some((item) => {
    const [, name = "", port] = /^\*?\.?([^:]*)(?::(\d+))?$/.exec(item.toLowerCase()) ?? [];
    if (item === "*") return true;
    if (name === "" || (port !== undefined && port !== portOf(url))) return false;
    return host === name || host.endsWith(`.${name}`);
  });
}

function portOf(url: URL): string {
  if (url.port !== "") return url.port;
  return url.protocol === "https:" ? "443" : "80";
}

/** Tells whether a host, without its port, is this machine. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
