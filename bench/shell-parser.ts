/**
 * How long our shell parser takes: RUN bodies as people write them, a script of 1 MB and of 2 MB, and hostile texts of 1 MB,
 * each read in this process after a warm-up.
 *
 * `node bench/shell-parser.ts [FILE …]`; with files, the scripts they hold are measured in place of the bodies.
 */
import { readFileSync } from "node:fs";
import { parseShell } from "../packages/sekisho/src/formats/shell/parser.ts";
import { median } from "./measure-process.ts";

const bodies = [
  "apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10 ca-certificates && rm -rf /var/lib/apt/lists/*",
  'set -eux; for key in a b c; do gpg --batch --keyserver "hkps://keys.example.com" --recv-keys "$key"; done; gpgconf --kill all',
  'if [ "${TARGETARCH:-amd64}" = "arm64" ]; then URL=$ARM; else URL=$AMD; fi; curl -fsSL "$URL" | tar -xz -C /usr/local --strip-components=1',
  'dpkgArch="$(dpkg --print-architecture | awk -F- \'{ print $NF }\')"; case "$dpkgArch" in amd64) arch=x64 ;; arm64|armhf) arch=arm ;; *) exit 1 ;; esac',
  'pip install --no-cache-dir "flask>=3,<4" gunicorn==23.0.0 && find / -type d -name __pycache__ -exec rm -rf {} + 2>/dev/null || true',
];

const scripts = process.argv.slice(2).map((path) => ({ name: path, text: readFileSync(path, "utf8") }));
const own = [
  ...bodies.map((text, index) => ({ name: `RUN body ${index + 1}`, text })),
  { name: "script of 1 MB", text: ofLength(`${bodies.join("\n")}\n`, 1_000_000) },
  { name: "script of 2 MB", text: ofLength(`${bodies.join("\n")}\n`, 2_000_000) },
  ...["(", "$((", '"$(', "`", "${a:-", "<<a ", "((x;"].map((piece) => ({
    name: `1 MB of ${piece}`,
    text: ofLength(piece, 1_000_000),
  })),
];

for (const { name, text } of scripts.length > 0 ? scripts : own) {
  const rounds = Math.max(3, Math.min(1000, Math.floor(2_000_000 / text.length)));
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    parseShell(text, "bash");
    times.push(performance.now() - start);
  }
  console.log(`${name}: ${median(times).toFixed(3)} ms (median of ${rounds}, ${text.length} characters)`);
}

function ofLength(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length));
}
