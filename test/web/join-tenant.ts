import { sessionOf } from "../../packages/platform/src/routes/fixtures/second-factors.ts";
import type { OpenPages } from "./open-pages.ts";

/** Lets somebody come by a link; gives the headers of the session. */
export async function joinTenant(
  { server }: OpenPages,
  email: string,
  role = "viewer",
): Promise<Record<string, string>> {
  const headers = await server.signIn();
  const password = "four words with blanks";
  const payload = { email, role, delivery: "link" };
  const { body } = await server.call<{ link: string }>({
    method: "POST",
    url: "/api/v1/invitations",
    headers,
    payload,
  });
  const [, token] = body.link.split("#");
  await server.call({ method: "POST", url: "/api/v1/invitations/answer", payload: { token, password } });
  return sessionOf(await server.call({ method: "POST", url: "/api/v1/session", payload: { email, password } }));
}
