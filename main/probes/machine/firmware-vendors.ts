/** What the firmware says of a machine: SMBIOS strings, blank where it says nothing. */
export interface Firmware {
  readonly vendor: string;
  readonly product: string;
  readonly bios: string;
  readonly board: string;
  /** Asset tag of the chassis, by which some clouds name themselves. */
  readonly tag: string;
}

const is = (text: string) => (field: string) => field.trim().toLowerCase() === text.toLowerCase();
const starts = (text: string) => (field: string) => field.trim().toLowerCase().startsWith(text.toLowerCase());

type Rule = readonly [name: string, fits: (from: Firmware) => boolean];

/**
 * Makers of virtual machines by their SMBIOS strings, as systemd's src/basic/virt.c and the vendors' manuals name them.
 * Microsoft alone is a Surface: only its model "Virtual Machine" is a guest.
 */
const VIRTUAL: readonly Rule[] = [
  ['VirtualBox', ({ vendor, product }) => is('innotek GmbH')(vendor) || is('VirtualBox')(product)],
  ['VMware', ({ vendor, product }) => starts('VMware')(vendor) || starts('VMware')(product)],
  ['Hyper-V', ({ vendor, product }) => is('Microsoft Corporation')(vendor) && is('Virtual Machine')(product)],
  ['Parallels', ({ vendor, product }) => starts('Parallels')(vendor) || starts('Parallels')(product)],
  ['Xen', ({ vendor, bios }) => is('Xen')(vendor) || is('Xen')(bios)],
  [
    'Apple Virtualization',
    ({ product }) => starts('Apple Virtualization')(product) || starts('VirtualMac')(product),
  ],
  ['bhyve', ({ vendor, bios, product }) => [vendor, bios, product].some(is('BHYVE'))],
  ['KVM', ({ product, vendor }) => starts('KVM')(product) || is('Red Hat')(vendor)],
  ['QEMU', ({ vendor, product }) => is('QEMU')(vendor) || starts('Standard PC (')(product)],
  ['Bochs', ({ vendor, bios }) => is('Bochs')(vendor) || is('Bochs')(bios)],
];

/**
 * Rented servers, as cloud-init's tools/ds-identify and its data source manuals name them, and Tencent's own name.
 * OpenStack is left out: it also runs in cellars.
 */
const CLOUDS: readonly Rule[] = [
  ['Amazon EC2', ({ vendor, bios }) => is('Amazon EC2')(vendor) || is('Amazon EC2')(bios)],
  ['Google Compute Engine', ({ product }) => is('Google Compute Engine')(product)],
  [
    'Alibaba Cloud',
    ({ vendor, product }) => starts('Alibaba Cloud')(vendor) || starts('Alibaba Cloud')(product),
  ],
  ['Tencent Cloud', ({ vendor }) => starts('Tencent Cloud')(vendor)],
  ['Huawei Cloud', ({ vendor, tag }) => starts('Huawei Cloud')(vendor) || is('HUAWEICLOUD')(tag)],
  ['Azure', ({ tag }) => is('7783-7084-3265-9085-8269-3286-77')(tag)],
  ['Oracle Cloud', ({ tag }) => is('OracleCloud.com')(tag)],
  ['DigitalOcean', ({ vendor }) => is('DigitalOcean')(vendor)],
  ['Hetzner', ({ vendor }) => is('Hetzner')(vendor)],
  ['Vultr', ({ vendor }) => is('Vultr')(vendor)],
  ['Akamai', ({ vendor }) => is('Akamai')(vendor) || is('Linode')(vendor)],
  ['Scaleway', ({ vendor }) => is('Scaleway')(vendor)],
  ['UpCloud', ({ vendor }) => is('UpCloud')(vendor)],
  ['Exoscale', ({ product }) => starts('Exoscale')(product)],
];

const first = (rules: readonly Rule[], from: Firmware) => rules.find(([, fits]) => fits(from))?.[0] ?? null;

/** The maker of the virtual machine; null when the strings are not one's. */
export const virtualMaker = (from: Firmware): string | null => first(VIRTUAL, from);
/** The cloud that the machine is rented from; null when the strings are not one's. */
export const cloudMaker = (from: Firmware): string | null => first(CLOUDS, from);

/** Placeholders that board makers leave in, which tell nothing. */
const EMPTY =
  /^(|to be filled by o\.?e\.?m\.?|system (manufacturer|product name)|default string|none|n\/a|unknown|undefined)$/i;

/** Whether the strings name a real machine at all; without that, no virtual maker among them proves nothing. */
export const namesAMachine = ({ vendor, product, board }: Firmware): boolean =>
  [vendor, product, board].some((each) => !EMPTY.test(each.trim()));
