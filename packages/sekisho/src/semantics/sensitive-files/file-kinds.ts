import type { Text } from "../../model/text.ts";

/** A kind of credential that a file of a known name holds. */
export interface CredentialKind {
  readonly id: string;
  readonly name: Text;
}

interface CredentialRule extends CredentialKind {
  /** Matches the end of a path in lower case, with a slash before it. */
  readonly pattern: RegExp;
}

/**
 * Names under which programs keep credentials.
 * Sources: the manuals of the programs; dockle, CIS-DI-0010, for the list of names and endings.
 */
const credentialRules: readonly CredentialRule[] = [
  rule(
    "ssh-private-key",
    "SSH private key",
    "SSH 秘密鍵",
    /\/id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$|\/ssh_host_[a-z0-9]+_key$/,
  ),
  rule("aws-credentials", "AWS credentials", "AWS の認証情報", /\/\.aws\/(?:credentials|config)$|\/\.s3cfg$|\/\.boto$/),
  rule(
    "google-credentials",
    "Google Cloud credentials",
    "Google Cloud の認証情報",
    /\/(?:application_default_credentials|gcp[-_]?credentials|service[-_]?account[^/]*|[^/]*-service-account(?:-key)?|client_secrets?[^/]*)\.json$/,
  ),
  rule(
    "azure-credentials",
    "Azure credentials",
    "Azure の認証情報",
    /\/\.azure\/(?:accesstokens\.json|azureprofile\.json|msal_token_cache\.json)$/,
  ),
  rule(
    "credentials-file",
    "credentials",
    "認証情報",
    /\/(?:credentials?|secrets?)\.(?:json|ya?ml|xml|txt|toml|ini|csv)$|\/\.?credentials$/,
  ),
  rule(
    "registry-login",
    "registry login",
    "レジストリのログイン情報",
    /\/\.docker\/config\.json$|\/\.dockercfg$|\/\.dockerconfigjson$/,
  ),
  rule("npm-login", "npm login", "npm のログイン情報", /\/\.npmrc$|\/\.yarnrc\.yml$/),
  rule("python-index-login", "Python index login", "Python パッケージインデックスのログイン情報", /\/\.pypirc$/),
  rule("git-login", "Git login", "Git のログイン情報", /\/\.git-credentials$/),
  rule("netrc", "passwords for FTP and HTTP", "FTP および HTTP のパスワード", /\/[._]netrc$/),
  rule("database-login", "database login", "データベースのログイン情報", /\/\.(?:pgpass|my\.cnf|mylogin\.cnf)$/),
  rule(
    "kubernetes-login",
    "Kubernetes login",
    "Kubernetes のログイン情報",
    /\/\.kube\/config$|\/(?:[^/]*[-_.])?kubeconfig(?:\.ya?ml)?$/,
  ),
  rule(
    "terraform-state",
    "Terraform state or variables",
    "Terraform のステートまたは変数",
    /\/terraform\.tfstate(?:\.backup)?$|\/[^/]+\.tfvars(?:\.json)?$|\/\.terraformrc$/,
  ),
  rule("vault-token", "Vault token", "Vault のトークン", /\/\.vault-token$/),
  rule("rails-master-key", "Rails master key", "Rails のマスターキー", /\/master\.key$/),
  rule("web-passwords", "web server passwords", "Web サーバーのパスワード", /\/\.htpasswd$/),
  rule("password-store", "password store", "パスワードの保管ファイル", /\.(?:kdbx?|agilekeychain|keychain|psafe3)$/),
  rule("key-store", "key store", "キーストア", /\.(?:p12|pfx|jks|jceks|keystore|bks|ppk)$/),
  rule(
    "private-key",
    "private key",
    "秘密鍵",
    /\.(?:key|pkcs8|p8)$|\/[^/]*(?:private|privkey|secret)[^/]*\.pem$|\/(?:[^/]*[-_.])?key\.pem$/,
  ),
  rule("shell-history", "shell history", "シェルの履歴", /\/\.(?:bash|zsh|sh|mysql|psql|python)_history$/),
];

/** Names of public halves, samples and translations that look like the above. */
const harmless =
  /(?:^|[-_./])(?:example|sample|template|dist|default|defaults|public|pub|test|tests|testdata|fixtures?|cacerts?|truststore|i18n|locales?|apt|gpg|archive|keyrings?)(?:[-_./]|$)|\.pub$/;

/** Tells at once that a name follows none of the rules, as nearly every name does. */
const anyCredential = new RegExp(credentialRules.map(({ pattern }) => pattern.source).join("|"));

/** Finds what kind of credential a file of this name holds; `undefined` for every other name. */
export function findCredentialKind(path: string): CredentialKind | undefined {
  const name = normalize(path);
  if (!anyCredential.test(name) || harmless.test(name)) return undefined;
  return credentialRules.find(({ pattern }) => pattern.test(name));
}

/** Tells whether a file of this name holds a credential. */
export function isCredentialFile(path: string): boolean {
  return findCredentialKind(path) !== undefined;
}

/** Directories that make a credential of a file whose own name does not say so. No rule looks further up. */
const tellingDirectories = ["", "/.aws", "/.azure", "/.docker", "/.kube"] as const;

/** Tells whether a file may hold credentials or variables under its name, in whatever directory it comes to lie. */
export function mayBeSecret(path: string): boolean {
  const normalized = normalize(path);
  const name = normalized.slice(normalized.lastIndexOf("/"));
  if (isEnvironmentFile(name)) return true;
  return tellingDirectories.some((directory) => anyCredential.test(directory + name)) && !harmless.test(name);
}

/** Tells whether a file is one that sets environment variables: `.env`, `.env.production`, `prod.env`, `.envrc`. */
export function isEnvironmentFile(path: string): boolean {
  const name = normalize(path);
  return (
    /\/(?:\.env(?:\.[\w.-]+)?|\.envrc|[\w-]+\.env)$/.test(name) &&
    !/[.-](?:example|sample|template|dist|defaults?|schema|tpl)(?:[.-]|$)/.test(name)
  );
}

/** Words for environments in the names of configuration files. */
const environmentWord =
  "(?:prod|production|prd|stag|staging|stg|stage|dev|devel|development|qa|uat|sandbox|preprod|preproduction|local)";

/** A part of each of these words: hardly any name has one, and it is told in no time. */
const environmentHint = /prd|prod|stag|stg|dev|qa|uat|sandbox|local/;

/** `application-prod.yml`, `appsettings.Production.json`, `config.staging.toml`, `values-prod.yaml`. */
const profileFile = new RegExp(
  `/(?:application|bootstrap|appsettings|config|configuration|settings|values|database|secrets|server|env|environment|log4j2?|logback)[-_.]${environmentWord}\\.(?:ya?ml|json|properties|toml|ini|conf|xml|py|rb|php|cfg)$`,
);

/** `config/production.json`, `settings/prod.py`, `environments/staging.yml`. */
const profileInDirectory = new RegExp(
  `/(?:configs?|conf|configuration|settings|environments?|profiles?)/${environmentWord}(?:/[^/]+|\\.(?:ya?ml|json|properties|toml|ini|conf|xml|cfg))$`,
);

/** Tells whether a file's name says that it configures one environment: production, staging, development. */
export function isEnvironmentConfiguration(path: string): boolean {
  const name = normalize(path);
  return environmentHint.test(name) && (profileFile.test(name) || profileInDirectory.test(name));
}

/** Tells whether a source of COPY is a directory of configuration, or all that is in one: `config/`, `config/*`. */
export function isConfigurationDirectory(source: string): boolean {
  return /\/(?:configs?|conf|configuration|settings)(?:\/\*{0,2})?$/.test(normalize(source));
}

/** What nobody needs in an image: histories, caches, settings of editors. */
const ballast =
  /\/(?:\.git|\.svn|\.hg|\.bzr|\.cache|\.npm|\.yarn\/cache|\.pnpm-store|\.gradle|\.m2|\.tox|\.nox|\.mypy_cache|\.pytest_cache|\.ruff_cache|__pycache__|\.venv|\.idea|\.vscode|\.vs|\.terraform|\.vagrant|\.serverless|\.nyc_output|\.ds_store|thumbs\.db|npm-debug\.log|yarn-error\.log|lerna-debug\.log)$/;

/** Small recipes for images and pipelines: copied by name they are a mistake, in a directory hardly worth a word. */
const recipes =
  /\/(?:\.github|\.gitlab|\.circleci|\.gitlab-ci\.yml|\.dockerignore|dockerfile(?:\.[\w-]+)?|[\w-]+\.dockerfile|containerfile|(?:docker-)?compose(?:[.-][\w-]+)?\.ya?ml)$/;

/** Tells whether a file or directory is one that nobody needs in an image. Source: dockle, DKL-LI-0003, and .gitignore templates. */
export function isBallast(path: string): boolean {
  return ballast.test(normalize(path));
}

/** Tells whether a file or directory describes how images or pipelines are made. */
export function isRecipe(path: string): boolean {
  return recipes.test(normalize(path));
}

/** Longer paths no Linux system opens, so none of them names a file. Source: limits.h, PATH_MAX. */
export const maxPathLength = 4096;

let lastPath = "";
let lastName = "/";

/** The name as the rules see it. Several questions are asked about one path after the other. */
function normalize(path: string): string {
  if (path !== lastPath) {
    lastName = asName(path);
    lastPath = path;
  }
  return lastName;
}

function asName(path: string): string {
  if (path.length > maxPathLength) return "";
  return `/${path
    .toLowerCase()
    .replaceAll("\\", "/")
    .replace(/^(?:\.?\/)+/, "")
    .replace(/(?<!\/)\/+$/, "")}`;
}

function rule(id: string, en: string, ja: string, pattern: RegExp): CredentialRule {
  return { id, name: { en, ja }, pattern };
}
