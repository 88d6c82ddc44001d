import type { UrlValue } from "../values.ts";

const maxLength = 100_000;
/** What stands in a path as it is. Source: Go, net/url, validEncoded and shouldEscape. */
const plainInPath = /[A-Za-z0-9\-_.~!$&'()*+,;=:@/[\]]/;

/** Reads an absolute address or an absolute path; `undefined` of anything else. Source: Go, net/url.ParseRequestURI. */
export function parseUrl(text: string): UrlValue | undefined {
  if (text === "" || text.length > maxLength || hasControls(text)) return undefined;
  const schemeEnd = /^[A-Za-z][A-Za-z0-9+.-]{0,100}:/.exec(text)?.[0].length ?? 0;
  const scheme = text.slice(0, Math.max(0, schemeEnd - 1)).toLowerCase();
  const question = text.indexOf("?", schemeEnd);
  const rest = text.slice(schemeEnd, question === -1 ? undefined : question);
  const query = question === -1 ? "" : text.slice(question + 1);
  if (!rest.startsWith("/"))
    return scheme === "" ? undefined : { kind: "url", text, scheme, host: "", escapedPath: "", query };
  if (scheme === "" || !rest.startsWith("//")) return withPath({ text, scheme, host: "", query }, rest);
  const pathStart = rest.indexOf("/", 2);
  const authority = rest.slice(2, pathStart === -1 ? undefined : pathStart);
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  return isHost(host)
    ? withPath({ text, scheme, host, query }, pathStart === -1 ? "" : rest.slice(pathStart))
    : undefined;
}

function withPath(url: Omit<UrlValue, "kind" | "escapedPath">, path: string): UrlValue | undefined {
  const escapedPath = escapePath(path);
  return escapedPath === undefined ? undefined : { kind: "url", ...url, escapedPath };
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 32 || text.charCodeAt(at) === 127) return true;
  return false;
}

/** A name, or an address in brackets, with a port of digits or none. */
function isHost(host: string): boolean {
  if (host.startsWith("[")) return /^\[[0-9A-Fa-f:.%A-Za-z_~-]{0,100}\](?::\d{0,5})?$/.test(host);
  return /^[^\s:/?#[\]<>"%\\^`{|}]{0,500}(?::\d{0,5})?$/.test(host);
}

/** Gives a path with everything escaped that has to be; `undefined` when an escape in it is broken. */
function escapePath(path: string): string | undefined {
  let escaped = "";
  for (let at = 0; at < path.length; at++) {
    const letter = path.charAt(at);
    if (letter === "%") {
      if (!/^%[0-9A-Fa-f]{2}$/.test(path.slice(at, at + 3))) return undefined;
      escaped += letter;
    } else if (plainInPath.test(letter)) {
      escaped += letter;
    } else {
      const point = String.fromCodePoint(path.codePointAt(at) ?? 0);
      escaped += encodeURIComponent(point.toWellFormed());
      at += point.length - 1;
    }
  }
  return escaped;
}
