import { startPlatform } from "@sekisho/platform";

const platform = await startPlatform({
  port: 7577,
  dataDirectory: "/srv/five-million",
  environment: { SEKISHO_OWNER_PASSWORD: "only for this measurement" },
  role: "web",
  log: { write: () => undefined },
});
console.log(platform.url, process.pid);
process.on("SIGTERM", () => void platform.stop().then(() => process.exit(0)));
