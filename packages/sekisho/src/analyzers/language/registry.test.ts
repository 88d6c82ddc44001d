import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compileSelection } from "../../semantics/file-selection/file-selection.ts";
import * as registry from "./registry.ts";

const analyzers = Object.values(registry);

describe("paths and near misses", () => {
  const selection = compileSelection(analyzers.map(({ paths }) => paths));

  test.each([
    { path: "app/node_modules/a/package.json", ids: ["language/npm-package"] },
    { path: "app/node_modules/a/package.json.bak", ids: [] },
    { path: "app/.yarn/cache/a-npm-1.0.0-01.zip", ids: ["language/yarn-cache"] },
    { path: "root/.yarn/berry/cache/a-npm-1.0.0-01.zip", ids: ["language/yarn-cache"] },
    { path: "app/.yarn/unplugged/a.zip", ids: [] },
    { path: "usr/lib/python3/dist-packages/a-1.dist-info/METADATA", ids: ["language/python-distribution"] },
    { path: "usr/lib/python3/dist-packages/a-1.dist-info/WHEEL", ids: [] },
    { path: "usr/lib/python3/dist-packages/a-1.egg-info", ids: ["language/python-distribution"] },
    { path: "usr/lib/python3/dist-packages/a.egg-info/PKG-INFO", ids: ["language/python-distribution"] },
    { path: "usr/lib/python3/dist-packages/a-1.egg/EGG-INFO/PKG-INFO", ids: ["language/python-distribution"] },
    { path: "usr/lib/python3/dist-packages/a-1.egg", ids: ["language/python-egg"] },
    { path: "src/PKG-INFO", ids: [] },
    { path: "venv/lib/a-1.dist-info/RECORD", ids: ["language/python-record"] },
    { path: "opt/conda/conda-meta/a-1-0.json", ids: ["language/conda-package"] },
    { path: "opt/conda/conda-meta/history", ids: [] },
    { path: "app/a.jar", ids: ["language/java-archive"] },
    { path: "app/a.war", ids: ["language/java-archive"] },
    { path: "app/a.jar.original", ids: [] },
    { path: "opt/java/release", ids: ["language/java-runtime"] },
    { path: "etc/os-release", ids: [] },
    { path: "usr/lib/ruby/gems/3.3.0/specifications/a-1.gemspec", ids: ["language/ruby-gem"] },
    { path: "usr/lib/ruby/gems/3.3.0/specifications/default/a-1.gemspec", ids: ["language/ruby-gem"] },
    { path: "b/bundler/gems/rails-0123456/rails.gemspec", ids: ["language/ruby-gem"] },
    { path: "b/bundler/gems/rails-0123456/actionpack/actionpack.gemspec", ids: ["language/ruby-gem"] },
    { path: "usr/lib/ruby/gems/3.3.0/gems/a-1/a.gemspec", ids: [] },
    { path: "app/vendor/composer/installed.json", ids: ["language/composer-installed"] },
    { path: "app/installed.json", ids: [] },
    { path: "app/shop.deps.json", ids: ["language/dotnet-dependencies"] },
    { path: "app/deps.json", ids: [] },
    { path: "root/.nuget/packages/a/1.0.0/a.nuspec", ids: ["language/nuget-package"] },
    { path: "usr/lib/R/library/base/DESCRIPTION", ids: ["language/r-package"] },
    { path: "usr/local/lib/R/site-library/a/DESCRIPTION", ids: ["language/r-package"] },
    { path: "home/me/a/DESCRIPTION", ids: [] },
  ])("$path: $ids", ({ path, ids }) => {
    expect(selection.select(path).map((index) => analyzers[index]?.id)).toEqual(ids);
  });
});

test("each file of the folder is one analyzer, and its id is its path", () => {
  const files = readdirSync(import.meta.dirname).filter((name) => !/^registry\.|\.test\.ts$/.test(name));

  expect(analyzers.map(({ id }) => `${id}.ts`).toSorted()).toEqual(files.map((name) => `language/${name}`).toSorted());
});
