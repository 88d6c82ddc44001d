import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCreatedBy } from "./created-by.ts";

/** Lines as `docker history --no-trunc` shows them for images of Docker's older builder, BuildKit, buildah and kaniko. */
describe("readCreatedBy", () => {
  test.each([
    {
      name: "older builder, setting",
      line: '/bin/sh -c #(nop)  CMD ["bash"]',
      expected: { keyword: "CMD", argument: '["bash"]' },
    },
    {
      name: "older builder, command",
      line: "/bin/sh -c apt-get update && apt-get install -y curl",
      expected: { keyword: "RUN", argument: "apt-get update && apt-get install -y curl", shell: "sh" },
    },
    {
      name: "older builder, build arguments",
      line: "|2 A=1 B=two words /bin/sh -c make install",
      expected: { keyword: "RUN", argument: "make install", shell: "sh" },
    },
    {
      name: "BuildKit, command",
      line: "RUN /bin/sh -c apk add curl # buildkit",
      expected: { keyword: "RUN", argument: "apk add curl", shell: "sh" },
    },
    {
      name: "BuildKit, build arguments and another shell",
      line: "RUN |1 PATH=/a /bin/bash -o pipefail -euc curl x | sh # buildkit",
      expected: { keyword: "RUN", argument: "curl x | sh", shell: "bash" },
    },
    {
      name: "BuildKit, exec form",
      line: "RUN /usr/bin/make install # buildkit",
      expected: { keyword: "RUN", argument: "/usr/bin/make install" },
    },
    {
      name: "BuildKit, copy",
      line: "COPY . /app # buildkit",
      expected: { keyword: "COPY", argument: ". /app" },
    },
    {
      name: "a maker of root file systems",
      line: "# debian.sh --arch 'amd64' out/ 'trixie' '@1755475200'",
      expected: { keyword: "RUN", argument: "# debian.sh --arch 'amd64' out/ 'trixie' '@1755475200'" },
    },
    { name: "nothing", line: "", expected: { keyword: "RUN", argument: "" } },
    { name: "a shell without a command", line: "/bin/sh", expected: { keyword: "RUN", argument: "/bin/sh" } },
  ])("$name", ({ line, expected }) => {
    expect(readCreatedBy(line)).toEqual(expected);
  });

  test("never throws, and takes no time for hostile lines", () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(readCreatedBy(line).keyword).toMatch(/^[A-Z]+$/);
      }),
    );
    for (const piece of ["/bin/sh ", "|1 /", "-c ", "/", "RUN "]) {
      expect(readCreatedBy(`|9 ${piece.repeat(100_000)}`).keyword).toBe("RUN");
    }
  });
});
