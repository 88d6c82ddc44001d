export { osv } from "./osv/osv.ts";
