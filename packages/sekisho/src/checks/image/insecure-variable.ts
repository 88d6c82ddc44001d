import type { Text } from "../../model/text.ts";
import { defineImageCheck } from "./define.ts";

/** A variable that turns a safeguard off in every container. */
interface InsecureVariable {
  readonly name: string;
  readonly isInsecure: (value: string) => boolean;
  readonly effect: Text;
}

const isOff = (value: string): boolean => /^(?:0|false|no|off)$/i.test(value);
const isSet = (value: string): boolean => value !== "" && !isOff(value);

/** Sources: the manuals of the programs. */
const insecureVariables: readonly InsecureVariable[] = [
  variable(
    "NODE_TLS_REJECT_UNAUTHORIZED",
    (value) => value === "0",
    "Node.js accepts every certificate",
    "Node.js がすべての証明書を受け入れます",
  ),
  variable(
    "PYTHONHTTPSVERIFY",
    (value) => value === "0",
    "Python accepts every certificate",
    "Python がすべての証明書を受け入れます",
  ),
  variable("GIT_SSL_NO_VERIFY", isSet, "Git accepts every certificate", "Git がすべての証明書を受け入れます"),
  variable("NPM_CONFIG_STRICT_SSL", isOff, "npm accepts every certificate", "npm がすべての証明書を受け入れます"),
  variable("YARN_ENABLE_STRICT_SSL", isOff, "Yarn accepts every certificate", "Yarn がすべての証明書を受け入れます"),
  variable(
    "PIP_TRUSTED_HOST",
    isSet,
    "pip does not verify the certificate of a host",
    "pip が特定のホストの証明書を検証しません",
  ),
  variable("GOINSECURE", isSet, "Go downloads modules without TLS", "Go が TLS なしでモジュールをダウンロードします"),
  variable(
    "DOCKER_TLS_VERIFY",
    (value) => value === "0",
    "the Docker client does not verify the daemon",
    "Docker クライアントがデーモンを検証しません",
  ),
  variable(
    "ANSIBLE_HOST_KEY_CHECKING",
    isOff,
    "Ansible accepts every host key",
    "Ansible がすべてのホスト鍵を受け入れます",
  ),
  variable(
    "MYSQL_ALLOW_EMPTY_PASSWORD",
    isSet,
    "the database's root has no password",
    "データベースの root にパスワードがありません",
  ),
  variable(
    "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD",
    isSet,
    "the database's root has no password",
    "データベースの root にパスワードがありません",
  ),
  variable(
    "POSTGRES_HOST_AUTH_METHOD",
    (value) => value === "trust",
    "the database lets everybody in without a password",
    "データベースがパスワードなしで誰でも受け入れます",
  ),
  variable(
    "ALLOW_ANONYMOUS_LOGIN",
    isSet,
    "the service lets everybody in without a password",
    "サービスがパスワードなしで誰でも受け入れます",
  ),
  variable(
    "ALLOW_EMPTY_PASSWORD",
    isSet,
    "the service lets everybody in without a password",
    "サービスがパスワードなしで誰でも受け入れます",
  ),
  variable("ALLOW_PLAINTEXT_LISTENER", isSet, "the service listens without TLS", "サービスが TLS なしで待ち受けます"),
];

const byName: ReadonlyMap<string, InsecureVariable> = new Map(insecureVariables.map((each) => [each.name, each]));

export const insecureVariable = defineImageCheck({
  id: "image/insecure-variable",
  aliases: [],
  title: { en: "Variable turns a safeguard off", ja: "安全機能を無効にする環境変数" },
  severity: "medium",
  why: {
    en: "The variable applies to every process of every container of the image. Whoever stands between the service and its peer can read and change what they say, or needs no password.",
    ja: "この変数は、イメージから作られたすべてのコンテナの全プロセスに適用されます。通信経路上の第三者による盗聴や改ざん、またはパスワードなしでの接続が可能になります。",
  },
  remediation: {
    en: "Delete the variable. Add the certificate of your own authority to the image's trust store instead; set passwords when the container starts.",
    ja: "変数を削除してください。自社の認証局を使う場合は、その証明書をイメージの信頼ストアに追加します。パスワードはコンテナの起動時に設定します。",
  },
  sources: [
    "CIS Docker Benchmark 1.6.0, 4.11",
    "Node.js documentation, NODE_TLS_REJECT_UNAUTHORIZED",
    "git(1), GIT_SSL_NO_VERIFY",
  ],
  examples: {
    fail: [
      { configuration: { environment: ["NODE_TLS_REJECT_UNAUTHORIZED=0"] } },
      { configuration: { environment: ["GIT_SSL_NO_VERIFY=true", "PATH=/bin"] } },
      { configuration: { environment: ["npm_config_strict_ssl=false"] } },
      { configuration: { environment: ["POSTGRES_HOST_AUTH_METHOD=trust"] } },
    ],
    pass: [
      { configuration: { environment: ["NODE_TLS_REJECT_UNAUTHORIZED=1"] } },
      { configuration: { environment: ["GIT_SSL_NO_VERIFY=false"] } },
      { configuration: { environment: ["POSTGRES_HOST_AUTH_METHOD=scram-sha-256"] } },
    ],
  },
  evaluate({ inventory }) {
    const environment = inventory.image?.configuration.environment ?? [];
    return environment.flatMap((assignment, index) => {
      const equals = assignment.indexOf("=");
      const name = assignment.slice(0, Math.max(0, equals));
      const known = byName.get(name) ?? byName.get(name.toUpperCase());
      if (known === undefined || !known.isInsecure(assignment.slice(equals + 1).trim())) return [];
      return [
        {
          message: { en: `With ${name}, ${known.effect.en}.`, ja: `${name} により、${known.effect.ja}。` },
          subject: `variable:${name}`,
          evidence: [{ pointer: `/config/Env/${index}`, excerpt: name }],
        },
      ];
    });
  },
});

function variable(name: string, isInsecure: (value: string) => boolean, en: string, ja: string): InsecureVariable {
  return { name, isInsecure, effect: { en, ja } };
}
