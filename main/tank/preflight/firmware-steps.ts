import type { Message } from '../../contract/finding';
import type { EngineFacts } from '../../probes/engines';

/**
 * The key that opens the firmware's screen right after switching on, by the maker's name as the firmware gives it
 * (support pages of each maker; boards of self-built computers take Delete).
 */
const KEYS: readonly (readonly [maker: RegExp, key: string])[] = [
  [/lenovo/i, 'F1 / F2'],
  [/dell|alienware/i, 'F2'],
  [/^hp\b|hewlett/i, 'F10'],
  [/asus/i, 'F2 / Delete'],
  [/acer|gateway/i, 'F2'],
  [/huawei|honor/i, 'F2'],
  [/xiaomi|timi|redmi/i, 'F2'],
  [/samsung/i, 'F2'],
  [/toshiba|dynabook/i, 'F2'],
  [/fujitsu/i, 'F2'],
  [/framework/i, 'F2'],
  [/mechrevo|tongfang|hasee|thunderobot/i, 'F2'],
  [/micro-star|\bmsi\b/i, 'Delete'],
  [/gigabyte/i, 'Delete'],
  [/asrock/i, 'F2 / Delete'],
  [/razer/i, 'F1 / Delete'],
  [/\blg\b/i, 'F2'],
  [/panasonic/i, 'F2'],
];

/**
 * How to switch virtualization on, for this computer's maker and processor. Windows and systemd can restart into the
 * firmware by themselves (`shutdown /r /fw`, learn.microsoft.com; `systemctl reboot --firmware-setup`, systemctl(1)).
 */
export function firmwareSteps({ maker, processor }: Pick<EngineFacts, 'maker' | 'processor'>): Message {
  const name = processor === 'amd' ? 'SVM Mode (AMD-V)' : 'Intel Virtualization Technology (VT-x)';
  if (maker && /microsoft/i.test(maker)) return { id: 'tank.ways-firmware-surface', values: { name } };
  const key = KEYS.find(([pattern]) => pattern.test(maker ?? ''))?.[1];
  return key
    ? { id: 'tank.ways-firmware-key', values: { name, key, maker: maker ?? '' } }
    : { id: 'tank.ways-firmware-any', values: { name } };
}
