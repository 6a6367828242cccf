/** The build of sql.js that carries its WebAssembly inside; its own types name the default build only. */
declare module 'sql.js/dist/sql-wasm-inline.js' {
  export { default } from 'sql.js';
}
