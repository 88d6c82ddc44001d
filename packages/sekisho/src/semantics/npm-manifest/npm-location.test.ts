import { expect, test } from "vitest";
import { locateNpmManifest } from "./npm-location.ts";

test.each([
  { path: "app/node_modules/a/package.json", location: "installed" },
  { path: "node_modules/a/package.json", location: "installed" },
  { path: "app/node_modules/@s/a/package.json", location: "installed" },
  { path: "app/node_modules/a/node_modules/@s/b/package.json", location: "installed" },
  { path: "usr/lib/node_modules/npm/node_modules/a/package.json", location: "installed" },
  { path: "app/node_modules/test/package.json", location: "installed" },
  { path: "app/test/node_modules/a/package.json", location: "installed" },
  { path: "app/node_modules/.pnpm/a@1.0.0_b@2.0.0/node_modules/a/package.json", location: "installed" },
  { path: "app/node_modules/.bun/a@1.0.0/node_modules/@s/a/package.json", location: "installed" },
  { path: "app/node_modules/.store/a-npm-1.0.0-0123456789/package/package.json", location: "installed" },
  { path: "app/node_modules/.store/@s-a-virtual-0123/node_modules/@s/a/package.json", location: "installed" },
  { path: "usr/share/nodejs/a/package.json", location: "installed" },
  { path: "usr/share/nodejs/@s/a/package.json", location: "installed" },
  { path: "app/node_modules/a/dist/node_modules/b/package.json", location: "carried" },
  { path: "usr/lib/python3/site-packages/playwright/driver/package/package.json", location: "carried" },
  { path: "package.json", location: "project" },
  { path: "opt/yarn-v1.22.22/package.json", location: "project" },
  { path: "app/node_modules/package.json", location: undefined },
  { path: "app/node_modules/@s/package.json", location: undefined },
  { path: "app/node_modules/.bin/package.json", location: undefined },
  { path: "app/node_modules/a/esm/package.json", location: undefined },
  { path: "app/node_modules/@s/a/esm/package.json", location: undefined },
  { path: "app/node_modules/a/test/fixtures/package.json", location: undefined },
  { path: "app/node_modules/resolve/test/node_modules/b/package.json", location: undefined },
  { path: "app/node_modules/.store/a-npm-1.0.0-0123456789/package/lib/package.json", location: undefined },
  { path: "app/test/fixtures/a/package.json", location: undefined },
  { path: "usr/share/nodejs/a/lib/package.json", location: undefined },
])("$path: $location", ({ path, location }) => {
  expect(locateNpmManifest(path)).toBe(location);
});
