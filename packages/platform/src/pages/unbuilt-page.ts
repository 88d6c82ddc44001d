const texts = {
  en: {
    title: "Sekisho runs",
    body: "The browser client is not built yet: <code>npm run build</code> makes it, and the next start shows it here. The API answers already.",
    link: "Its description (OpenAPI 3.1)",
  },
  ja: {
    title: "Sekisho は稼働中です",
    body: "ブラウザークライアントはまだビルドされていません。<code>npm run build</code> を実行すると、次回の起動からここに表示されます。API はすでに利用できます。",
    link: "API 仕様（OpenAPI 3.1）",
  },
} as const;

/** Writes the page that stands at `/` for as long as nobody has built the browser client. */
export function unbuiltPage(language: keyof typeof texts): string {
  const { title, body, link } = texts[language];
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
<p>${body}</p>
<p><a href="/api/openapi.json">${link}</a></p>
</html>
`;
}
