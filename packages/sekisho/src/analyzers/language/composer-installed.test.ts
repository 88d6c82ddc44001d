import { describe, expect, test } from "vitest";
import { composerInstalled } from "./composer-installed.ts";

function analyze(text: string) {
  const bytes = Buffer.from(text);
  const path = "var/www/vendor/composer/installed.json";
  return composerInstalled.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes });
}

const record = {
  name: "symfony/http-kernel",
  version: "v6.4.1",
  version_normalized: "6.4.1.0",
  license: ["MIT"],
  require: { php: ">=8.1", "ext-json": "*", "psr/log": "^1|^2" },
  provide: { "psr/log-implementation": "1.0" },
};
const found = {
  type: "composer",
  namespace: "symfony",
  name: "http-kernel",
  version: "v6.4.1",
  licenses: ["MIT"],
  requires: [{ name: "psr/log", range: "^1|^2" }],
  provides: ["psr/log-implementation"],
};

describe("both forms", () => {
  test.each([
    { name: "Composer 1", document: [record], packages: [found] },
    {
      name: "Composer 2",
      document: { packages: [record, { name: "a/b", version: "dev-main" }], dev: true, "dev-package-names": ["a/b"] },
      packages: [found, { type: "composer", namespace: "a", name: "b", version: "dev-main", isDevelopment: true }],
    },
    { name: "nothing installed", document: { packages: [] }, packages: [] },
    { name: "records that are none", document: [null, 1, {}, { name: "a/b" }], packages: [] },
  ])("$name", ({ document, packages }) => {
    expect(analyze(JSON.stringify(document))).toEqual({ packages, diagnostics: [] });
  });
});

describe("broken files", () => {
  test.each([
    { name: "another shape", text: "{}", code: "composer/unknown-shape" },
    { name: "breaks off", text: "[{", code: "json/unreadable" },
    { name: "hostile name", text: '[{"name":"a/\\u001b","version":"1"}]', code: "package/unusable-identity" },
  ])("$name", ({ text, code }) => {
    const { packages = [], diagnostics } = analyze(text);

    expect(packages).toEqual([]);
    expect(diagnostics).toMatchObject([{ code }]);
  });
});
