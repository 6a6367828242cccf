import type { Platform } from '../../contract/finding';

/** Programs of an everyday computer that are no secret place by themselves: name → where, as in the folders' tables. */
type Programs = Readonly<Record<string, readonly string[]>>;

const OFFICE: Readonly<Record<Platform, Programs>> = {
  linux: {
    WPS: ['DATA/Kingsoft/office6', 'CONFIG/Kingsoft', '~/.kingsoft', '~/.var/app/com.wps.Office/config'],
    LibreOffice: [
      'CONFIG/libreoffice/4/user',
      '~/.var/app/org.libreoffice.LibreOffice/config/libreoffice/4/user',
    ],
    ONLYOFFICE: ['DATA/onlyoffice'],
  },
  darwin: {
    WPS: ['SUPPORT/Kingsoft/WPS Office', '~/Library/Containers/com.kingsoft.wpsoffice.mac'],
    LibreOffice: ['SUPPORT/LibreOffice/4/user'],
    'Microsoft Office': [
      '~/Library/Containers/com.microsoft.Word',
      '~/Library/Containers/com.microsoft.Excel',
    ],
  },
  win32: {
    WPS: ['ROAMING/kingsoft/office6', 'ROAMING/kingsoft/wps'],
    LibreOffice: ['ROAMING/LibreOffice/4/user'],
    'Microsoft Office': ['ROAMING/Microsoft/Office/Recent'],
  },
};

const FINANCE: Readonly<Record<Platform, Programs>> = {
  linux: {
    GnuCash: ['DATA/gnucash', '~/.var/app/org.gnucash.GnuCash/data/gnucash'],
    KMyMoney: ['CONFIG/kmymoney', '~/.var/app/org.kde.kmymoney'],
    HomeBank: ['CONFIG/homebank'],
    Moneydance: ['~/.moneydance'],
    同花顺: ['/opt/apps/*10jqka*', '~/.deepinwine/*ths*'],
  },
  darwin: {
    TurboTax: ['SUPPORT/TurboTax*', '/Applications/TurboTax*'],
    GnuCash: ['SUPPORT/Gnucash'],
    Moneydance: ['~/Library/Containers/com.infinitekind.MoneydanceOSX', '~/.moneydance'],
    Quicken: ['SUPPORT/Quicken'],
    同花顺: ['/Applications/同花顺*', '~/Library/Containers/cn.com.10jqka.*'],
    富途牛牛: ['/Applications/Futu*', '/Applications/富途*'],
    支付宝: ['/Library/Application Support/Alipay', 'SUPPORT/Alipay*'],
    网银助手: ['/Applications/*网银助手*'],
  },
  win32: {
    支付宝: ['C:/Program Files*/alipay*', 'LOCAL/Alipay*'],
    网银助手: [
      'C:/Program Files*/ICBCEbankTools*',
      'C:/Program Files*/CCBComponents*',
      'C:/Program Files*/ABC*',
      'C:/Program Files*/BOC*',
      'C:/Program Files*/*网银*',
    ],
    TurboTax: ['DOCUMENTS/TurboTax', 'C:/Program Files*/TurboTax*'],
    GnuCash: ['ROAMING/GnuCash'],
    Moneydance: ['~/.moneydance'],
    Quicken: ['DOCUMENTS/Quicken', 'C:/Program Files*/Quicken*'],
    同花顺: ['C:/同花顺*', 'D:/同花顺*', 'C:/ths*', 'D:/ths*', 'C:/Program Files*/同花顺*'],
    通达信: ['C:/new_tdx*', 'D:/new_tdx*', 'C:/zd_*', 'D:/zd_*'],
    大智慧: ['C:/dzh*', 'D:/dzh*'],
    东方财富: ['C:/eastmoney*', 'D:/eastmoney*'],
    电子税务局: ['C:/Program Files*/EPPortal*', 'C:/Program Files*/*税务*'],
  },
};

/** Every such program of a platform with its kind. */
export const everydayPrograms = (
  platform: Platform,
): readonly { kind: 'office' | 'finance'; name: string; patterns: readonly string[] }[] => [
  ...Object.entries(OFFICE[platform]).map(([name, patterns]) => ({
    kind: 'office' as const,
    name,
    patterns,
  })),
  ...Object.entries(FINANCE[platform]).map(([name, patterns]) => ({
    kind: 'finance' as const,
    name,
    patterns,
  })),
];
