import { expect, test } from 'vitest'
import { parseGoUrl } from './gourl.ts'

test.each([
  ['http://1.2.3.4', 'http', '1.2.3.4'],
  ['HTTP://1.2.3.4:8080/path?q=%zz', 'http', '1.2.3.4'],
  ['http://user:word@1.2.3.4/', 'http', '1.2.3.4'],
  ['http://[2a02::1]:80', 'http', '2a02::1'],
  ['http://[fe80::1%25eth0]', 'http', 'fe80::1%eth0'],
  ['http:1.2.3.4', 'http', ''],
  ['//host/path', '', 'host'],
  ['/only/a/path', '', ''],
  ['*', '', ''],
  ['', '', ''],
])('%j has scheme %j and host %j', (url, scheme, hostname) => {
  expect(parseGoUrl(url)).toEqual({ scheme, hostname })
})

test.each([
  ['1.2.3.4:80', 'parse "1.2.3.4:80": first path segment in URL cannot contain colon'],
  [':80', 'parse ":80": missing protocol scheme'],
  ['http://a\nb', 'parse "http://a\\nb": net/url: invalid control character in URL'],
  ['http://h:x', 'parse "http://h:x": invalid port ":x" after host'],
  ['http://[::1', `parse "http://[::1": missing ']' in host`],
  ['http://a b', 'parse "http://a b": invalid character " " in host name'],
  ['http://a%20b', 'parse "http://a%20b": invalid URL escape "%20"'],
  ['http://h/%zz', 'parse "http://h/%zz": invalid URL escape "%zz"'],
  ['http://h#%4', 'parse "http://h#%4": invalid URL escape "%4"'],
  ['http://a b@h', 'parse "http://a b@h": net/url: invalid userinfo'],
])('%j is refused with the words of Go', (url, error) => {
  expect(parseGoUrl(url)).toEqual({ error })
})
