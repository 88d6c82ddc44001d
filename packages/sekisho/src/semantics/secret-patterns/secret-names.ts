/** What the name of a variable says of its value. */
export type NameMeaning =
  /** A password, token or key. */
  | "secret"
  /** Who signs in: a user name or account, half of a credential. */
  | "account";

/** Words of a name that mean a secret. Source: BuildKit, SecretsUsedInArgOrEnv. */
const secretWord = /(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token|psw)(?:_|$)/i;

/** Words that take it back: what is public, the path of a file, or a version. Source: BuildKit, SecretsUsedInArgOrEnv. */
const harmlessWord = /(?:^|_)(?:public|file|version)(?:_|$)/i;

/** Parts of a name that mean a secret wherever they stand. Source: hadolint, DL3064. */
const secretPart = /api_key|client_?key|password|private|secret|token/i;

/** Names whose parts mean something else: tokenizers cut text into pieces, GOPRIVATE lists modules. */
const otherMeaning = /tokeni[sz]er|tokeni[sz]ation|^goprivate$|_private_network|secretless|passwordless/i;

const accountPart = /username|(?:^|_)usr(?:_|$)/i;

/** Names without a telling part. Sources: hadolint, DL3064; the manuals of the products. */
const secretNames: ReadonlySet<string> = new Set(["APPLICATION_KEY", "AWS_ACCESS_KEY_ID", "TRAVIS_SECURE_ENV_VARS"]);

const accountNames: ReadonlySet<string> = new Set([
  "AZURE_CLIENT_ID",
  "CI_DEPLOY_USER",
  "DOCKER_EMAIL",
  "FACEBOOK_APP_ID",
  "HEROKU_API_USER",
  "OKTA_AUTHN_GROUPID",
  "OKTA_CLIENT_ORGURL",
  "OKTA_OAUTH2_CLIENTID",
]);

/** Letters of which every name that means a secret has some, however its words are put together. */
const secretLetters = /key|auth|credential|passw|pword|psw|secret|token|private|secure/i;

/** Tells whether a text may hold a name that means a secret. Nearly every text does not, and is told so at once. */
export function mayNameSecret(text: string): boolean {
  return secretLetters.test(text);
}

/**
 * Tells what the name of a variable promises; `undefined` for one that promises nothing.
 *
 * `PUBLIC_KEY`, `PASSWORD_FILE` and `TOKEN_VERSION` promise nothing.
 */
export function meaningOfName(name: string): NameMeaning | undefined {
  const upper = name.toUpperCase();
  if (secretNames.has(upper)) return "secret";
  if (accountNames.has(upper)) return "account";
  if (harmlessWord.test(name)) return undefined;
  if (secretWord.test(name) || (secretPart.test(name) && !otherMeaning.test(name))) return "secret";
  return accountPart.test(name) ? "account" : undefined;
}
