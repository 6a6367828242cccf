import { Notification } from 'electron';
import { type NoticeText, plainBody } from './notification-messages';

/** Those on the screen: what nobody holds is swept away, and its click with it. */
const shown = new Set<Notification>();
/** More than anybody leaves lying; a desktop that never says that one was closed must not make us grow. */
const MOST = 20;

/** Shows a notice of the system. Where nobody shows notices nothing happens: tray and window tell it too. */
export function showNotice({ title, body }: Pick<NoticeText, 'title' | 'body'>, opened: () => void): void {
  if (!Notification.isSupported()) return;
  const linux = process.platform === 'linux';
  const notice = new Notification({ title, body: linux ? plainBody(body) : body });
  const gone = () => void shown.delete(notice);
  notice.once('click', () => {
    gone();
    opened();
  });
  notice.once('close', gone);
  notice.once('failed', gone);
  const [oldest] = shown;
  if (oldest && shown.size >= MOST) shown.delete(oldest);
  shown.add(notice);
  notice.show();
}
