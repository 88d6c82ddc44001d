import { expect, test } from "vitest";
import { pythonRecord } from "./python-record.ts";

test("files lie beside the folder with the metadata, scripts further away", () => {
  const bytes = Buffer.from("flask/__init__.py,sha256=x,10\n../../../bin/flask,sha256=y,20\n");
  const path = "venv/lib/python3.11/site-packages/Flask_Login-2.0.dist-info/RECORD";

  expect(pythonRecord.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes })).toEqual({
    facts: [
      {
        kind: "file-list",
        type: "pypi",
        packageName: "flask-login",
        paths: ["venv/lib/python3.11/site-packages/flask/__init__.py", "venv/bin/flask"],
      },
    ],
  });
});
