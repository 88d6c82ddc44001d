#!/usr/bin/env node
import nodeModule from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 15)) {
  nodeModule.enableCompileCache();
  const { run } = await import("./run.ts");
  process.exitCode = await run(process.argv.slice(2));
} else {
  // Said here, before any module loads that an older Node cannot read; its locale is not looked at for one sentence.
  process.stderr.write(`error: expected Node.js 22.15 or later, got ${process.versions.node}\n`);
  process.stderr.write(`エラー: Node.js 22.15 以降が必要ですが、${process.versions.node} で実行されています。\n`);
  process.exitCode = 2;
}
