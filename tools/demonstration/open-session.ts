import { z } from "zod";

/** A platform, and somebody who may send to it. */
export interface Sender {
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

const failure = z.object({ error: z.object({ message: z.string() }) });

/** Signs in as a page of the platform would, gives work what its calls need, and signs out. */
export async function withSession<Result>(
  { url, email, password }: Sender,
  work: (headers: Readonly<Record<"cookie" | "origin", string>>) => Promise<Result>,
): Promise<Result> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email, password }),
  });
  await readAnswer(answer);
  const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
  const headers = { cookie, origin: url };
  try {
    return await work(headers);
  } finally {
    await fetch(`${url}/api/v1/session`, { method: "DELETE", headers });
  }
}

/** Gives the JSON of an answer. Throws what the platform says where it refuses. */
export async function readAnswer(answer: Response): Promise<unknown> {
  const body: unknown = await answer.json();
  if (answer.ok) return body;
  const said = failure.safeParse(body);
  throw new Error(`${answer.url}: ${said.success ? said.data.error.message : answer.status}`);
}
