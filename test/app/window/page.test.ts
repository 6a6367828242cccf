import { expect, test } from 'vitest';
import { PAGE_ADDRESS, PAGE_POLICY, pageFile } from '../../../main/app/window/page';

test.each([
  [PAGE_ADDRESS, 'index.html', 'text/html; charset=utf-8'],
  ['app://wizard/assets/index-DauwpNXf.js', 'assets/index-DauwpNXf.js', 'text/javascript; charset=utf-8'],
  ['app://wizard/assets/a_b-c.d.css', 'assets/a_b-c.d.css', 'text/css; charset=utf-8'],
])('%s is a file of the page', (address, path, type) => {
  const file = pageFile(address);
  expect(file?.path).toBe(path);
  expect(file?.headers).toMatchObject({
    'Content-Type': type,
    'Content-Security-Policy': PAGE_POLICY,
    'X-Content-Type-Options': 'nosniff',
  });
});

test.each([
  'app://wizard/',
  'app://wizard',
  'app://wizard/../package.json',
  'app://wizard/assets/../../secret.js',
  'app://wizard/assets/..',
  'app://wizard/%2e%2e/secret.js',
  'app://wizard/..%2fsecret.js',
  'app://wizard/..%5csecret.js',
  'app://wizard/..\\secret.js',
  'app://wizard/C:/secret.js',
  'app://wizard//etc/secret.js',
  'app://wizard/.hidden.js',
  'app://wizard/assets//a.js',
  'app://wizard/a.js%00.png',
  'app://wizard/a.js\u0000',
  'app://wizard/a.js\n',
  'app://wizard/index.html?x',
  'app://wizard/index.html#x',
  'app://wizard/package.json',
  'app://wizard/preload.cjs',
  'app://other/index.html',
  'app://wizard.example.org/index.html',
  'app://wizard@other/index.html',
  'app://wizard:80/index.html',
  'file:///index.html',
  'https://wizard/index.html',
  '',
])('%j is none', (address) => expect(pageFile(address)).toBeNull());
