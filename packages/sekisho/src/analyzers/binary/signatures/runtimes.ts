import { bareRelease, bareVersion, product } from "./define.ts";

/** Interpreters, virtual machines and compilers. */
export const runtimes = [
  product("node", "nodejs", /^(?:node(?:js)?|libnode\.so.*)$/, [
    { text: /\/node-v(\d+\.\d+\.\d+)/, anchor: "/node-v" },
    { text: /(?:^|[^\w.])v(\d+\.\d+\.\d+)$/, isForOwnFiles: true },
    { text: /node v?(\d+\.\d+\.\d+)/, anchor: "node v", isForOwnFiles: true },
  ]),
  product("deno", "deno", /^deno$/, [{ text: /Deno\/(\d+\.\d+\.\d+)/, anchor: "Deno/" }, bareRelease]),
  product("bun", "oven", /^bun$/, [
    { text: /Bun\/(\d+\.\d+\.\d+)/, anchor: "Bun/" },
    { ...bareRelease, text: /(?:Bun v|bun-v)(\d+\.\d+\.\d+)/ },
  ]),
  product("python", "python", /^(?:lib)?python(\d\.\d+)?[mdt]*(?:\.so.*)?$/, [
    { text: /(?:^|[^\w.])([23]\.\d{1,2}\.\d{1,2}(?:(?:a|b|rc)\d+)?)\+?$/, isForOwnFiles: true },
  ]),
  product("pypy", "pypy", /^(?:lib)?pypy[\d.]*(?:-c)?(?:\.so)?$/, [
    { text: /\[PyPy (\d+\.\d+\.\d+)/, anchor: "[PyPy " },
  ]),
  product("openjdk", "oracle", /^libjvm\.so$/, [
    { text: /(?:OpenJDK|Java HotSpot).*?JRE \((\d[\w.+-]*)/, anchor: " JRE (" },
    { text: /^(1\.[5-8]\.0[\w.+-]*)$/, isForOwnFiles: true },
  ]),
  product("graalvm", "oracle", /^native-image$/, [{ text: /GraalVM (?:CE |EE )?(\d+\.\d+\.\d+)/, anchor: "GraalVM " }]),
  product("perl", "perl", /^(?:perl(?:5[\d.]*)?|libperl\.so(?:\.(5\.\d+))?.*)$/, [
    { text: /(?:^|[^\w.])v?(5\.\d{1,2}\.\d{1,2})$/, isForOwnFiles: true },
  ]),
  product("php", "php", /^(?:php(?:-cgi|-fpm|dbg|-cli)?(\d\.\d+)?|libphp[\d.]*\.so.*)$/, [
    { text: /X-Powered-By: PHP\/(\d+\.\d+\.\d+)/, anchor: "X-Powered-By: PHP/" },
    { text: /^PHP\/(\d+\.\d+\.\d+)/, anchor: "PHP/" },
  ]),
  product("ruby", "ruby-lang", /^(?:ruby(?:\d[\d.]*)?|libruby(?:-\d[\d.]*)?\.so.*)$/, [
    { text: /ruby (\d+\.\d+\.\d+)(?:p\d+|preview\d+|rc\d+)? \(\d{4}-/, anchor: "ruby " },
  ]),
  product("lua", "lua", /^(?:lua|luac|liblua)-?(\d\.\d)?(?:\.so.*)?$/, [
    { text: /Lua (\d\.\d\.\d+) {2}Copyright/, anchor: "Copyright (C) 1994" },
    { text: /\$LuaVersion: Lua (\d\.\d\.\d+)/, anchor: "$LuaVersion: Lua " },
  ]),
  product("luajit", "luajit", /^(?:luajit[\w.-]*|libluajit[\w.-]*)$/, [
    { text: /LuaJIT (\d\.\d\.[\w-]+)/, anchor: "LuaJIT " },
  ]),
  product("erlang", "erlang", /^(?:beam(?:\.smp)?|erlexec)$/, [
    { text: /Erlang\/OTP \d+ \[erts-(\d+\.\d+(?:\.\d+)*)/, anchor: "[erts-" },
    { text: /^(1\d\.\d+(?:\.\d+){0,3})$/, isForOwnFiles: true, near: ["Erlang", "emulator"] },
  ]),
  product("gcc", "gnu", /^(?:[\w-]+-)?(?:gcc|g\+\+|cpp|cc1|cc1plus)(?:-(\d+))?$/, [
    { text: /^(\d{1,2}\.\d\.\d)$/, isForOwnFiles: true },
  ]),
  product("gdb", "gnu", /^gdb$/, [
    { text: /\/gdb-(\d+\.\d+(?:\.\d+)?)\/gdb/, anchor: "/gdb-" },
    { ...bareVersion, near: ["GNU gdb"] },
  ]),
  product("llvm", "llvm", /^(?:clang(?:-\d+)?|lld|llc|libLLVM[\w.-]*)$/, [
    { text: /LLVM(?: version)? (\d{1,2}\.\d\.\d)/, anchor: "LLVM" },
    { text: /clang version (\d{1,2}\.\d+\.\d+)/, anchor: "clang version " },
    bareRelease,
  ]),
  product("guile", "gnu", /^(?:guile|libguile)-?(\d\.\d)?(?:\.so.*)?$/, [bareRelease]),
  product("tcl", "tcl", /^(?:tclsh|libtcl)(\d\.\d)?(?:\.so.*)?$/, [
    { text: /^(8\.[4-7]\.\d+|9\.\d\.\d+)$/, isForOwnFiles: true },
  ]),
  product("r", "r_project", /^libR\.so$/, [bareRelease]),
] as const;
