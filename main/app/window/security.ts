import { app, type Session, type WebContents } from 'electron';
import { devServer } from './dev-server';
import { PAGE_ORIGIN } from './page';

// Electron's security checklist (electronjs.org/docs/latest/tutorial/security), the items that are rules for sessions
// and pages. The others: the window's preferences (wizard.ts), the page's policy (page.ts), senders (ipc/serve.ts),
// addresses by id (ipc/handlers.ts), fuses (electron-builder.yml). Each has its test in test/app/security.test.ts.

/** The page has nobody to ask: every request but for its own files is cancelled, whatever code makes it. */
function mayLoad(url: string): boolean {
  if (devServer?.isSocket(url)) return true;
  return url.startsWith(`${PAGE_ORIGIN}/`) || (!app.isPackaged && url.startsWith('devtools://'));
}

function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url) }));
  session.on('will-download', (event) => event.preventDefault());
  // Windows would hand the user's sign-in to a server that asks for it.
  session.allowNTLMCredentialsForDomains('');
  // The spelling checker fetches dictionaries.
  session.setSpellCheckerEnabled(false);
}

function lockPage(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void }) => event.preventDefault();
  // Of every frame, the page's own among them.
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', refuse);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/**
 * Locks every session and page that there will be. Before the app is ready.
 * The sandbox can only be left off by the switch, and only by those who run the source code.
 */
export function lockDown(): void {
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.on('session-created', lockSession);
  app.on('web-contents-created', (_event, contents) => lockPage(contents));
}
