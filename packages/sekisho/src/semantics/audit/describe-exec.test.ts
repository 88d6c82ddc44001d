import { expect, test } from "vitest";
import { describeExec } from "./describe-exec.ts";

test.each([
  {
    name: "a command",
    command: ["ls", "-l"],
    en: "Ran “ls -l” in shop/web-0.",
    ja: "shop/web-0 で「ls -l」を実行しました。",
  },
  {
    name: "a log without commands",
    command: [],
    en: "Ran a command in shop/web-0; the log does not say which.",
    ja: "shop/web-0 でコマンドを実行しました。コマンドの内容はログに記録されていません。",
  },
])("$name", ({ command, en, ja }) => {
  expect(describeExec({ command, container: "", isInteractive: false }, "shop/web-0")).toEqual({ en, ja });
});
