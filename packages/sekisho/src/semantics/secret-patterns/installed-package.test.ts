import { expect, test } from "vitest";
import { isOfInstalledPackage } from "./installed-package.ts";

test.each([
  { path: "srv/web/node_modules/aws-sdk/apis/ec2.examples.json", isOf: true },
  { path: "node_modules/a/b.json", isOf: true },
  { path: "usr/local/lib/python3.11/dist-packages/boto3/examples.py", isOf: true },
  { path: "opt/venv/lib/python3.13/site-packages/a.py", isOf: true },
  { path: "usr/share/go-1.19/src/net/url/url.go", isOf: true },
  { path: "usr/lib/go/src/net/url/url.go", isOf: true },
  { path: "usr/local/go/src/net/url/url.go", isOf: true },
  { path: "root/go/pkg/mod/example.com/a@v1.0.0/a.go", isOf: true },
  { path: "usr/lib/ruby/gems/3.1.0/gems/rack-2.2.4/lib/rack.rb", isOf: true },
  { path: "usr/local/bundle/gems/rack-2.2.4/lib/rack.rb", isOf: true },
  { path: "app/vendor/bundle/ruby/3.1.0/a.rb", isOf: true },
  { path: "app/settings.json", isOf: false },
  { path: "app/my_node_modules/settings.json", isOf: false },
  { path: "app/node_modules.json", isOf: false },
  { path: "usr/share/google/settings.json", isOf: false },
  { path: "usr/share/go", isOf: false },
  { path: "app/vendor/settings.json", isOf: false },
  { path: "home/go/src/settings.go", isOf: false },
])("$path: $isOf", ({ path, isOf }) => {
  expect(isOfInstalledPackage(path)).toBe(isOf);
});
