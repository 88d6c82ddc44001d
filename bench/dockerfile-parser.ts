/** Measures the Dockerfile parser: `node bench/dockerfile-parser.ts`. Prints the best and the median of several runs. */
import { parseDockerfile } from "../packages/sekisho/src/formats/dockerfile/parser.ts";
import { createSourceText } from "../packages/sekisho/src/model/source-text.ts";
import { median } from "./measure-process.ts";

const runs = 15;
const paragraph = `FROM alpine:3.20 AS build
# tools
RUN --mount=type=cache,target=/var/cache/apk apk add --no-cache curl && \\
    curl -fsSL https://example.com/install.sh | sh
ENV PATH="/opt/bin:\${PATH}" NAME=value
COPY --from=build --chown=10001:10001 /src/app /usr/local/bin/app
CMD ["app", "--serve"]
`;

const samples = [
  { name: "typical file", text: paragraph.repeat(4) },
  { name: "1 MB of instructions", text: paragraph.repeat(Math.ceil(1_048_576 / paragraph.length)) },
  { name: "100,000 continuation lines", text: `FROM a\nRUN true${" && \\\n  echo hello".repeat(100_000)}\n` },
  { name: "10 MB on one line", text: `RUN ${"x".repeat(10_485_760)}` },
];

for (const { name, text } of samples) {
  const times = Array.from({ length: runs }, () => measure(text));
  const middle = median(times);
  const rate = ((text.length / 1_048_576 / middle) * 1000).toFixed(1);
  console.log(`${name}: best ${Math.min(...times).toFixed(2)} ms, median ${middle.toFixed(2)} ms, ${rate} MB/s`);
}

function measure(text: string): number {
  const startedAt = performance.now();
  parseDockerfile(createSourceText("Dockerfile", text));
  return performance.now() - startedAt;
}
