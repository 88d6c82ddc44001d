import { bareRelease, bareVersion, product } from "./define.ts";

/** Servers, proxies and caches of the web. */
export const webServers = [
  product("nginx", "f5", /^nginx(?:-debug)?$/, [
    { text: /nginx(?: version: nginx)?\/(\d+\.\d+\.\d+)/, anchor: "nginx/" },
  ]),
  product("openresty", "openresty", /^(?:nginx|openresty)$/, [
    { text: /openresty\/(\d+\.\d+\.\d+\.\d+)/, anchor: "openresty/" },
  ]),
  product("tengine", "alibaba", /^(?:nginx|tengine)$/, [{ text: /Tengine\/(\d+\.\d+\.\d+)/, anchor: "Tengine/" }]),
  product("http_server", "apache", /^(?:httpd|apache2)$/, [{ text: /Apache\/(\d+\.\d+\.\d+)/, anchor: "Apache/" }]),
  product("lighttpd", "lighttpd", /^lighttpd(?:-angel)?$/, [
    { text: /lighttpd\/(\d+\.\d+\.\d+)/, anchor: "lighttpd/" },
  ]),
  product("haproxy", "haproxy", /^haproxy$/, [
    { text: /HAProxy version (\d+\.\d+(?:\.\d+|-dev\d+))/, anchor: "HAProxy version " },
    { text: /^(\d\.\d+\.\d+)(?:-\d[\w~+.-]*)?$/, isForOwnFiles: true },
  ]),
  product("envoy", "envoyproxy", /^envoy$/, [
    { text: /[0-9a-f]{40}\/(\d+\.\d+\.\d+)\/(?:Clean|Modified)/, anchor: "/RELEASE" },
  ]),
  product("squid", "squid-cache", /^squid$/, [{ text: /[Ss]quid\/(\d+\.\d+(?:\.\d+)?)/, anchor: "quid/" }]),
  product("varnish", "varnish-software", /^(?:varnishd|libvarnishapi\.so.*)$/, [
    { text: /varnish-(\d+\.\d+\.\d+) revision/, anchor: "varnish-" },
  ]),
  product("unit", "f5", /^unitd$/, [
    { text: /Unit\/(\d+\.\d+\.\d+)/, anchor: "Unit/" },
    { text: /unit version: (\d+\.\d+\.\d+)/, anchor: "unit version: " },
  ]),
  product("uwsgi", "unbit", /^uwsgi(?:-core)?$/, [bareRelease]),
  product("h2o", "dena", /^h2o$/, [
    { text: /h2o\/(\d+\.\d+\.\d+)/, anchor: "h2o/" },
    { text: /h2o version (\d+\.\d+\.\d+)/, anchor: "h2o version " },
  ]),
  product("stunnel", "stunnel", /^stunnel4?$/, [{ text: /stunnel (\d+\.\d+)/, anchor: "stunnel " }, bareVersion]),
] as const;
