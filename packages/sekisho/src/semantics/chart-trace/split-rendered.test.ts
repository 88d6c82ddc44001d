import { describe, expect, test } from "vitest";
import { splitRendered } from "./split-rendered.ts";

describe("splitRendered", () => {
  // Expected values: the shape of what helm 4.1.4 prints.
  test("gives the documents of each template together, however helm sorts them", () => {
    const printed = [
      "---\n# Source: web/templates/a.yaml\nkind: Service\n",
      "---\n# Source: web/templates/b.yaml\nkind: Pod\n",
      "---\n# Source: web/templates/a.yaml\nkind: Deployment\n",
    ];

    const templates = splitRendered(printed.join(""));

    expect(templates).toEqual([
      { source: "web/templates/a.yaml", text: `${printed[0]}${printed[2]}` },
      { source: "web/templates/b.yaml", text: printed[1] },
    ]);
  });

  test.each([
    { name: "nothing", text: "" },
    { name: "text without marks", text: "kind: Pod\n" },
    { name: "a comment that helm did not write", text: "a: b\n# Source: x\n" },
  ])("finds no template in $name", ({ text }) => {
    expect(splitRendered(text)).toEqual([]);
  });

  test("a comment of the template itself names nothing", () => {
    const text = "---\n# Source: web/templates/a.yaml\n# Source: ../../secret\nkind: Pod\n";

    expect(splitRendered(text)).toEqual([{ source: "web/templates/a.yaml", text }]);
  });
});
