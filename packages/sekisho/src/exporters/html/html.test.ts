import { describe, expect, test } from "vitest";
import type { ReportDocument } from "../../model/report.ts";
import { hostileDocument, hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext, sampleDocument, sampleReport } from "../fixtures/sample-report.ts";
import { severityStyles } from "../severity-style.ts";
import { exportHtml } from "./html.ts";

const allowedTags = new Set(
  "html head meta title style body header div span strong nav a h1 h2 h3 h4 dl dt dd main section p ul li b pre code table thead tbody tr th td article mark small time br footer".split(
    " ",
  ),
);
const allowedAttributes = new Set(
  "lang charset http-equiv content name class id href hreflang rel aria-label aria-labelledby aria-current scope datetime".split(
    " ",
  ),
);

describe("exportHtml", () => {
  test("is one page without script, guarded by a content policy", () => {
    const html = exportHtml(sampleDocument("en"), sampleContext("en"));

    expect(html).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';`,
    );
    expect(html).toContain('<html lang="en">');
    expect(html).not.toMatch(/<script|<img|<link|<iframe|url\(|@import|src=/i);
  });

  test("says what an image is under its name", () => {
    const target = {
      kind: "image",
      name: "shop/web:1.4",
      distribution: "Debian <13>",
      packages: 88,
      image: { layers: 3, sizeBytes: 1024 * 1024, platform: "linux/amd64", created: "2026-11-22T01:00:00Z" },
    } as const;

    const html = exportHtml(withReport({ target }), sampleContext("ja"));

    expect(html).toContain(
      "<small>linux/amd64、Debian &lt;13&gt;、パッケージ 88 件、3 レイヤー、1.0 MiB、作成日 2026-11-22</small>",
    );
  });

  test("links every row of the table to its details", () => {
    const html = exportHtml(sampleDocument("en"), sampleContext("en"));
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    const anchors = [...html.matchAll(/<article class="finding" id="([^"]+)"/g)].map(([, anchor]) => anchor);

    expect(targets).toHaveLength(3);
    expect(anchors).toHaveLength(4);
    for (const target of targets) expect(anchors).toContain(target);
  });

  test("gives two findings with one id two anchors", () => {
    const [first] = sampleReport("en").findings;
    if (first === undefined) throw new Error("the sample has findings");

    const html = exportHtml(
      withReport({ findings: [first, first, { ...first, id: "a b" }].map((finding) => ({ ...finding })) }),
      sampleContext("en"),
    );

    const anchors = [...html.matchAll(/<article class="finding" id="([^"]+)"/g)].map(([, anchor]) => anchor);
    expect(new Set(anchors).size).toBe(3);
    expect(anchors[2]).toBe("finding-number-3");
  });

  test("shows the fix as a difference, and no secret", () => {
    const html = exportHtml(sampleDocument("en"), sampleContext("en"));

    expect(html).toContain(
      '<span class="line removed"><span class="number">-</span>RUN apt-get update &amp;&amp; apt-get install curl',
    );
    expect(html).toContain(
      '<span class="line added"><span class="number">+</span>RUN apt-get update &amp;&amp; apt-get install -y curl',
    );
    expect(html).toContain("ENV API_TOKEN=<mark>0123************</mark>");
    expect(html).not.toContain("0123456789abcdef");
  });

  test("switches languages by links that stay beside the page", () => {
    const editions = [
      { language: "en", href: "report.html" },
      { language: "ja", href: "javascript:alert(1)//レポート.html" },
    ] as const;

    const html = exportHtml(sampleDocument("en"), sampleContext("en", { editions }));

    expect(html).toContain('<span aria-current="page">English</span>');
    expect(html).toContain('href="./javascript%3Aalert(1)//%E3%83%AC%E3%83%9D%E3%83%BC%E3%83%88.html" lang="ja"');
  });

  test("links only web addresses", () => {
    const rules = new Map([
      [
        "dockerfile/no-user",
        { ...sampleRule(), helpUri: "javascript:alert(1)", sources: ["See https://a.example/x", "data:text/html,x"] },
      ],
    ]);

    const html = exportHtml(sampleDocument("en"), sampleContext("en", { rules }));

    expect(html).not.toContain("javascript:");
    expect(html).not.toContain('href="data:');
    expect(html).toContain('See <a href="https://a.example/x" rel="noreferrer">');
  });

  test("puts what was not examined before the findings, and says when nothing was found", () => {
    const html = exportHtml(
      withReport({ findings: [], diagnostics: [{ code: "a/b", level: "error", message: "Not UTF-8." }] }),
      sampleContext("ja"),
    );

    expect(html).toContain("検出事項なし（対象 1 件）");
    expect(html).toContain("<h2>未検査</h2>");
    expect(html).not.toContain("<table>");
  });

  test.each(hostileTexts)("holds no markup of a hostile text: $name", ({ text }) => {
    for (const language of ["en", "ja"] as const) {
      const html = exportHtml(hostileDocument(text), sampleContext(language));

      expect(findHtmlFault(html)).toBeUndefined();
      expect(html).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
    }
  });

  test.each([
    { name: "a script", html: "<script>x</script>" },
    { name: "a handler", html: '<a onclick="x">y</a>' },
    { name: "a bare bracket", html: "<p>1 < 2</p>" },
    { name: "wrong nesting", html: "<p><b></p></b>" },
  ])("the check finds $name", ({ html }) => {
    expect(findHtmlFault(html)).toBeDefined();
  });

  // Source: WCAG 2.2, 1.4.3 Contrast (Minimum): 4.5 : 1 for text; surfaces as in the style sheet.
  test.each(Object.entries(severityStyles).map(([name, style]) => ({ name, style })))(
    "$name can be read on its surface",
    ({ style }) => {
      expect(contrast(style.light, "#fafbfc")).toBeGreaterThanOrEqual(4.5);
      expect(contrast(style.dark, "#1a1e23")).toBeGreaterThanOrEqual(4.5);
    },
  );
});

function sampleRule() {
  const rule = sampleContext("en").rules.get("dockerfile/no-user");
  if (rule === undefined) throw new Error("the sample has the rule");
  return rule;
}

function withReport(changes: Partial<ReportDocument["reports"][number]>): ReportDocument {
  return { schemaVersion: 1, reports: [{ ...sampleReport("en"), ...changes }] };
}

/** Finds a tag or an attribute that the page does not use, wrong nesting, or a bracket that is no tag. */
function findHtmlFault(html: string): string | undefined {
  const withoutStyle = html.replace(/<style>[^<]*<\/style>/, "").replace("<!doctype html>", "");
  const open: string[] = [];
  const token = /<(\/?)([a-z0-9]+)((?: [a-z-]+(?:="[^"<>]*"))*)>|([^<>]+)/gy;
  let at = 0;
  for (let match = token.exec(withoutStyle); match !== null; match = token.exec(withoutStyle)) {
    at = token.lastIndex;
    const [, slash, name, attributes = ""] = match;
    if (name === undefined) continue;
    if (!allowedTags.has(name)) return `<${name}>`;
    for (const [, attribute = ""] of attributes.matchAll(/ ([a-z-]+)="[^"]*"/g)) {
      if (!allowedAttributes.has(attribute)) return `<${name} ${attribute}>`;
    }
    if (slash === "/" && open.pop() !== name) return `</${name}> closes nothing`;
    if (slash === "" && name !== "meta" && name !== "br") open.push(name);
  }
  if (at !== withoutStyle.length) return `not a token: ${withoutStyle.slice(at, at + 60)}`;
  return open.length === 0 ? undefined : `${open.join()} not closed`;
}

function contrast(left: string, right: string): number {
  const [lighter = 0, darker = 0] = [luminance(left), luminance(right)].toSorted((one, other) => other - one);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
