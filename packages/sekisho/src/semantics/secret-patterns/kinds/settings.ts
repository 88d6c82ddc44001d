import { looksRandom } from "../entropy.ts";
import { isAssignedSecret, isPasswordInAddress, isRealHost } from "../structures.ts";
import { behindName, type SecretKind } from "./define.ts";

/** Files that set something: the only ones in which a telling name and a random value mean a credential. */
const settingFiles =
  /\.(?:conf|cfg|cnf|config|ini|properties|toml|ya?ml|json|xml|env|tfvars|hcl|plist|settings|inc)$|\/\.?env(?:rc)?(?:\.[\w.-]{1,40})?$|\/\.(?:bashrc|profile|bash_profile|zshrc)$|\/(?:credentials?|secrets?)(?:\.\w{1,8})?$|\/etc\/(?:default|sysconfig|environment)/;

/**
 * What an application signs, connects and signs in with, told by the name of the setting.
 * Sources: RFC 3986 (user information in addresses); SqlConnection.ConnectionString; Django SECRET_KEY; Rails
 * secret_key_base; Laravel APP_KEY; Symfony APP_SECRET; ASP.NET machineKey element.
 */
export const settingKinds: readonly SecretKind[] = [
  {
    id: "credential-in-address",
    name: { en: "password in an address", ja: "URL 内のパスワード" },
    severity: "high",
    opens: "access",
    keywords: ["://"],
    ahead: "@",
    pattern: () => /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"\\]{0,100}:([^\s@/'"\\]{3,200})@/dg,
    reach: 340,
    isStructured: true,
    accepts: ({ value }) => isPasswordInAddress(value),
    verifies: ({ value, text, end }) => isRealHost(text.slice(end + 1, end + 101)) && !/[()<>{}|,;*]/.test(value),
    isGeneric: true,
  },
  {
    id: "connection-string-password",
    name: { en: "password in a connection string", ja: "接続文字列内のパスワード" },
    severity: "high",
    opens: "database",
    keywords: [";password=", "; password=", ";pwd=", "; pwd="],
    pattern: () =>
      /(?:server|data source|host|addr(?:ess)?|database|initial catalog|user(?: id)?|uid)[ \t]{0,2}=[^;"'\n]{1,200};[^"'\n]{0,300}?\b(?:password|pwd)[ \t]{0,2}=[ \t]{0,2}([^;"'\s<>{}]{4,128})/dgi,
    minimumEntropy: 2,
    isInFilesOnly: true,
    isGeneric: true,
  },
  {
    id: "django-secret-key",
    name: { en: "Django secret key", ja: "Django のシークレットキー" },
    severity: "high",
    opens: "session",
    keywords: ["secret_key"],
    pattern: () => /^SECRET_KEY[ \t]{0,4}=[ \t]{0,4}["']([^"'\n]{32,128})["']/dgm,
    minimumEntropy: 4,
    isInFilesOnly: true,
    paths: /\.py$/,
    isGeneric: true,
  },
  {
    id: "rails-secret-key",
    name: { en: "Rails secret key base", ja: "Rails の secret_key_base" },
    severity: "high",
    opens: "session",
    keywords: ["secret_key_base"],
    pattern: () => behindName("secret_key_base", "[0-9a-f]{64,256}"),
    minimumEntropy: 3,
  },
  {
    id: "rails-master-key",
    name: { en: "Rails master key", ja: "Rails のマスターキー" },
    severity: "critical",
    opens: "session",
    keywords: [],
    pattern: () => /^([0-9a-f]{32})\s{0,2}$/dgm,
    paths: /\/config\/(?:master|credentials\/[\w-]{1,40})\.key$/,
  },
  {
    id: "laravel-key",
    name: { en: "Laravel application key", ja: "Laravel のアプリケーションキー" },
    severity: "high",
    opens: "session",
    keywords: ["app_key"],
    pattern: () => /\bAPP_KEY[ \t]{0,4}[=:][ \t]{0,4}["']?base64:([A-Za-z0-9+/]{43}=)/dg,
    minimumEntropy: 4,
  },
  {
    id: "symfony-secret",
    name: { en: "Symfony application secret", ja: "Symfony のアプリケーションシークレット" },
    severity: "high",
    opens: "session",
    keywords: ["app_secret"],
    pattern: () => behindName("app_secret", "[0-9a-f]{32,64}"),
    minimumEntropy: 3,
  },
  {
    id: "aspnet-machine-key",
    name: { en: "ASP.NET machine key", ja: "ASP.NET のマシンキー" },
    severity: "critical",
    opens: "session",
    keywords: ["validationkey", "decryptionkey"],
    pattern: () => /(?:validationKey|decryptionKey)\s{0,4}=\s{0,4}"([0-9A-Fa-f]{48,256})"/dg,
    minimumEntropy: 3,
  },
  {
    id: "assigned-value",
    name: { en: "secret value", ja: "秘密の値" },
    severity: "medium",
    opens: "access",
    keywords: ["password", "passwd", "passphrase", "secret", "token", "apikey", "api_key", "api-key", "private_key"],
    pattern: () =>
      /(?<![\w./-])(?=[\w.-]{0,60}(?:pass|secret|token|key))[A-Za-z_][\w.-]{1,60}["']?[ \t]{0,3}(?::=|[=:])[ \t]{0,3}["']?([^\s"'`;,&|<>(){}\\]{12,200})(?=["'`;,&\s}]|$)/dgi,
    minimumEntropy: 3.3,
    accepts: ({ value }) => looksRandom(value),
    verifies: (match) => isAssignedSecret(match),
    isInFilesOnly: true,
    certainty: "guess",
    paths: settingFiles,
    isGeneric: true,
  },
];
