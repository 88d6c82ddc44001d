import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { isRecord } from "./read-json.ts";

/**
 * Writes `packages/sekisho/src/semantics/base-images/end-of-life-data.ts` from the product files of
 * endoflife-date/endoflife.date (MIT), given as one JSON document a line, gzipped:
 * `node tools/write-end-of-life.ts products.jsonl.gz COMMIT YYYY-MM-DD`.
 */
const products = [
  "almalinux",
  "alpine-linux",
  "amazon-corretto",
  "amazon-linux",
  "antix-linux",
  "apache-airflow",
  "apache-cassandra",
  "apache-couchdb",
  "apache-http-server",
  "apache-kafka",
  "apache-maven",
  "apache-spark",
  "bun",
  "caddy",
  "centos",
  "centos-stream",
  "clearlinux",
  "composer",
  "consul",
  "cos",
  "debian",
  "deno",
  "devuan",
  "docker-engine",
  "dotnet",
  "drupal",
  "eclipse-jetty",
  "eclipse-temurin",
  "elasticsearch",
  "elixir",
  "erlang",
  "eurolinux",
  "fedora",
  "freebsd",
  "ghc",
  "go",
  "gradle",
  "grafana",
  "haproxy",
  "hashicorp-vault",
  "ibm-semeru",
  "influxdb",
  "jenkins",
  "joomla",
  "jruby",
  "julia",
  "keycloak",
  "kibana",
  "kong-gateway",
  "linuxmint",
  "logstash",
  "mageia",
  "mariadb",
  "matomo",
  "mediawiki",
  "memcached",
  "mongodb",
  "mxlinux",
  "mysql",
  "neo4j",
  "netbsd",
  "nextcloud",
  "nginx",
  "nixos",
  "nodejs",
  "openbsd",
  "openjdk-builds-from-oracle",
  "opensearch",
  "opensuse",
  "openwrt",
  "oracle-linux",
  "perl",
  "php",
  "pop-os",
  "postgresql",
  "postmarketos",
  "prometheus",
  "proxmox-ve",
  "python",
  "rabbitmq",
  "redis",
  "redmine",
  "rhel",
  "rocky-linux",
  "ruby",
  "rust",
  "sapmachine",
  "slackware",
  "sles",
  "solr",
  "steamos",
  "suse-linux-micro",
  "tails",
  "telegraf",
  "terraform",
  "tomcat",
  "traefik",
  "ubuntu",
  "valkey",
  "vmware-photon",
  "windows-nano-server",
  "windows-server",
  "windows-server-core",
  "wordpress",
  "xcp-ng",
  "yocto",
  "zentyal",
  "zookeeper",
] as const;

const [file, commit, date] = process.argv.slice(2);
if (file === undefined || commit === undefined || date === undefined) {
  console.error("usage: node tools/write-end-of-life.ts products.jsonl.gz COMMIT YYYY-MM-DD");
  process.exitCode = 2;
} else writeData(file, commit, date);

function writeData(path: string, sourceCommit: string, sourceDate: string): void {
  const wanted = new Set<string>(products);
  const lines: string[] = [];
  for (const line of gunzipSync(readFileSync(path)).toString("utf8").split("\n")) {
    if (line === "") continue;
    const document: unknown = JSON.parse(line);
    if (!isRecord(document)) continue;
    const name = document["product"];
    if (typeof name !== "string" || !wanted.delete(name)) continue;
    lines.push(`  "${name}":\n    "${cyclesOf(document["releases"]).join(" ")}",`);
  }
  if (wanted.size > 0) throw new Error(`not in ${path}: ${[...wanted].join(", ")}`);
  writeFileSync(
    "packages/sekisho/src/semantics/base-images/end-of-life-data.ts",
    `// Written by tools/write-end-of-life.ts; do not edit.\n\n/** Where the dates come from. */\nexport const endOfLifeSource = {\n  repository: "endoflife-date/endoflife.date",\n  licence: "MIT",\n  commit: "${sourceCommit}",\n  date: "${sourceDate}",\n} as const;\n\n/**\n * Support periods by product, the newest cycle first, separated by blanks: \`CYCLE=ENDS\` or \`CYCLE=ENDS/EXTENDED\`.\n * ENDS is empty while no end is announced, and \`!\` when it is over since an unknown day.\n */\nexport const endOfLifeData: Readonly<Record<string, string>> = {\n${lines.join("\n")}\n};\n`,
  );
}

function cyclesOf(releases: unknown): string[] {
  if (!Array.isArray(releases)) return [];
  return releases.filter(isRecord).map((release) => {
    const extended = dateOf(release["eoes"]);
    return `${String(release["releaseCycle"])}=${dateOf(release["eol"])}${extended === "" ? "" : `/${extended}`}`;
  });
}

function dateOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === true ? "!" : "";
}
