import type { OptionGrammar } from "../commands/arguments.ts";
import { packageGrammars } from "../commands/package-grammars.ts";

/** The options of some programs that understand the same ones. */
export interface ProgramOptions {
  readonly programs: RegExp;
  readonly grammar: OptionGrammar;
}

/** Source: curl(1), 8.16. Only options whose value could look like an option matter. */
export const curlOptions: ProgramOptions = {
  programs: /^curl$/,
  grammar: {
    valueFlags: new Set(
      "-A -b -c -C -d -D -e -E -F -h -H -K -m -o -P -Q -r -t -T -u -U -w -x -X -y -Y -z --data --header --output --user --user-agent --request --proxy --url --cacert --cert --key --form --max-time --connect-timeout --retry --write-out --cookie --cookie-jar --data-binary --data-raw --data-urlencode --resolve --range --referer --upload-file --config --create-file-mode --output-dir --proto --ciphers".split(
        " ",
      ),
    ),
  },
};

/** Source: wget(1), 1.25. */
export const wgetOptions: ProgramOptions = {
  programs: /^wget2?$/,
  grammar: {
    valueFlags: new Set(
      "-O -o -a -P -e -i -B -t -T -w -Q -U -A -R -D -I -X -l --output-document --output-file --directory-prefix --header --user --password --user-agent --tries --timeout --post-data --post-file --input-file".split(
        " ",
      ),
    ),
  },
};

/** pip and its modules, uv's copy of them included. */
export const pipOptions: ProgramOptions = {
  programs: /^(?:pip[\d.]*|python[\d.]*|pypy[\d.]*|uv)$/,
  grammar: grammarOf("pip"),
};

/** The programs that install Debian packages. */
export const aptOptions: ProgramOptions = { programs: /^(?:apt|apt-get|aptitude)$/, grammar: grammarOf("apt-get") };

/** The package manager of Alpine. */
export const apkOptions: ProgramOptions = { programs: /^apk$/, grammar: grammarOf("apk") };

/** yum, its successors, and zypper, which has its own names for the same options. */
export const yumOptions: ProgramOptions = {
  programs: /^(?:yum|dnf5?|microdnf|tdnf|zypper|yum-config-manager)$/,
  grammar: grammarOf("dnf"),
};

/** Source: rpm(8), 4.20. */
export const rpmOptions: ProgramOptions = {
  programs: /^rpm$/,
  grammar: {
    valueFlags: new Set(["-D", "-E", "--define", "--eval", "--root", "--dbpath", "--prefix", "--excludepath"]),
  },
};

function grammarOf(manager: string): OptionGrammar {
  return packageGrammars.get(manager) ?? { valueFlags: new Set() };
}
