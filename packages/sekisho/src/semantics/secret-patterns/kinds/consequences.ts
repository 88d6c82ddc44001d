import type { Text } from "../../../model/text.ts";

/** What somebody can do who finds a credential: the reason why it matters, one for each group of services. */
export const consequences = {
  cloud: {
    en: "Anyone who can read it can use the cloud account: read data, start machines at your expense and change permissions.",
    ja: "読み取った者は誰でもクラウドアカウントを利用でき、データの閲覧、費用の発生するリソースの起動、権限の変更が可能になります。",
  },
  code: {
    en: "Anyone who can read it can read the source code it opens, and often change it: the next build then delivers the attacker's code.",
    ja: "読み取った者は誰でもソースコードを閲覧でき、多くの場合は変更もできます。その場合、次のビルドで攻撃者のコードが配布されます。",
  },
  delivery: {
    en: "Anyone who can read it can reach the build and delivery system, with the code and the credentials kept there.",
    ja: "読み取った者は誰でもビルドや配布のシステムに接続でき、そこに保管されたコードや認証情報にも到達できます。",
  },
  packages: {
    en: "Anyone who can read it can fetch private packages and, where it allows that, publish changed ones that others install.",
    ja: "読み取った者は誰でも非公開パッケージを取得できます。公開権限がある場合は、改ざんしたパッケージを公開し、他の利用者にインストールさせることもできます。",
  },
  messages: {
    en: "Anyone who can read it can send messages in your name and often read conversations, which makes phishing easy.",
    ja: "読み取った者は誰でも組織の名前でメッセージを送信でき、多くの場合は会話も閲覧できます。フィッシングにも悪用されます。",
  },
  payments: {
    en: "Anyone who can read it can reach payment data and may start payments or refunds.",
    ja: "読み取った者は誰でも決済データに到達でき、支払いや返金を実行されるおそれがあります。",
  },
  monitoring: {
    en: "Anyone who can read it can reach logs and measurements, which tell much about the system, or falsify them and silence alarms.",
    ja: "読み取った者は誰でもログや計測値に到達でき、システムの内情を知られるほか、記録の改ざんやアラートの停止に悪用されます。",
  },
  identity: {
    en: "Anyone who can read it can act as the user or service it belongs to, and may reach other credentials from there.",
    ja: "読み取った者は誰でも、その認証情報を持つユーザーやサービスになりすませます。そこから別の認証情報に到達されるおそれもあります。",
  },
  database: {
    en: "Anyone who can read it and reach the service can read the stored data, and usually change or delete it.",
    ja: "読み取った者は、サービスに接続できれば保存データを閲覧でき、通常は変更や削除もできます。",
  },
  intelligence: {
    en: "Anyone who can read it can use the service at your expense, and may read stored prompts, files and models.",
    ja: "読み取った者は誰でも費用を負担せずにサービスを利用でき、保存されたプロンプト、ファイル、モデルを閲覧されるおそれもあります。",
  },
  content: {
    en: "Anyone who can read it can reach the documents, customers and settings of the account, and often change them.",
    ja: "読み取った者は誰でもアカウント内の文書、顧客情報、設定に到達でき、多くの場合は変更もできます。",
  },
  key: {
    en: "Anyone who can read it can take the place of the key's owner: sign in, decrypt, or sign in their name.",
    ja: "読み取った者は誰でも鍵の所有者になりすまし、ログイン、復号、署名を行えます。",
  },
  "protected-key": {
    en: "Only a passphrase protects it now. It can be guessed offline, as fast as the attacker's machines allow and without being noticed.",
    ja: "保護しているのはパスフレーズだけです。手元に複製した攻撃者は、気付かれることなく、計算能力の許す限り高速に推測できます。",
  },
  session: {
    en: "Anyone who can read it can forge what the application signs with it: sessions, cookies or password resets, so that they sign in as any user.",
    ja: "読み取った者は誰でも、セッション、Cookie、パスワード再設定など、アプリケーションが署名するデータを偽造し、任意のユーザーとしてサインインできます。",
  },
  access: {
    en: "Anyone who can read it can sign in with it. A password is often used in other places, too.",
    ja: "読み取った者は誰でも、この認証情報でログインできます。同じパスワードが他の場所でも使われていることは少なくありません。",
  },
} as const satisfies Readonly<Record<string, Text>>;

/** What somebody can do who finds a credential. */
export type Consequence = keyof typeof consequences;
