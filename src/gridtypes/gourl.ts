/** What the node looks at in a URL; `hostname` is without port and brackets. */
export interface GoUrl {
  scheme: string
  hostname: string
}

/**
 * Reads a URL as Go's net/url does, which is laxer and stricter than the browser's: the node's texts
 * come from there. The error is Go's own text, `parse "X": reason`. Covers what can refuse or name a
 * scheme and a host; path and query are only looked at for bad escapes.
 */
export function parseGoUrl(source: string): GoUrl | { error: string } {
  const [url = '', fragment = ''] = cut(source, '#')
  const parsed = parseWithoutFragment(url)
  if (typeof parsed === 'string') return { error: `parse ${quote(url)}: ${parsed}` }
  const fault = badEscape(fragment)
  return fault === undefined ? parsed : { error: `parse ${quote(source)}: ${fault}` }
}

function parseWithoutFragment(url: string): GoUrl | string {
  if (Array.from(url).some(isControl)) return 'net/url: invalid control character in URL'
  if (url.startsWith(':')) return 'missing protocol scheme'
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(url)?.[1] ?? ''
  const [rest = ''] = cut(scheme === '' ? url : url.slice(scheme.length + 1), '?')
  const found = { scheme: scheme.toLowerCase(), hostname: '' }
  if (!rest.startsWith('/')) {
    if (scheme !== '') return found
    if (url !== '*' && cut(rest, '/')[0]?.includes(':')) {
      return 'first path segment in URL cannot contain colon'
    }
    return badEscape(rest) ?? found
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))
  if (!hasAuthority) return badEscape(rest) ?? found
  const [authority = ''] = cut(rest.slice(2), '/')
  const at = authority.lastIndexOf('@')
  const host = authority.slice(at + 1)
  const user = at < 0 ? '' : authority.slice(0, at)
  return (
    badHost(host) ??
    (/^[a-zA-Z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) ? undefined : 'net/url: invalid userinfo') ??
    badEscape(user) ??
    badEscape(rest.slice(2 + authority.length)) ?? { ...found, hostname: hostnameOf(host) }
  )
}

/** Why Go refuses `host[:port]`; a colon may only be followed by digits. */
function badHost(host: string): string | undefined {
  const bracket = host.startsWith('[') ? host.lastIndexOf(']') : -1
  if (host.startsWith('[') && bracket < 0) return "missing ']' in host"
  const colon = host.lastIndexOf(':')
  const port = bracket >= 0 ? host.slice(bracket + 1) : colon < 0 ? '' : host.slice(colon)
  if (!/^(:[0-9]*)?$/.test(port)) return `invalid port ${quote(port)} after host`
  const strange = /[^a-zA-Z0-9\-_.~!$&'()*+,;=:[\]<>"%\u0080-\uffff]/.exec(host)?.[0]
  const escape = /%(?!25|[89a-fA-F][0-9a-fA-F]).{0,2}/.exec(host)
  if (strange !== undefined && (escape === null || host.indexOf(strange) < escape.index)) {
    return `invalid character ${quote(strange)} in host name`
  }
  return escape === null ? undefined : `invalid URL escape ${quote(escape[0])}`
}

function hostnameOf(host: string): string {
  const bare = host.replace(/:[0-9]*$/, '')
  const inner = bare.startsWith('[') && bare.endsWith(']') ? bare.slice(1, -1) : bare
  return inner.replaceAll('%25', '%')
}

function badEscape(part: string): string | undefined {
  const escape = /%(?![0-9a-fA-F]{2}).{0,2}/s.exec(part)?.[0]
  return escape === undefined ? undefined : `invalid URL escape ${quote(escape)}`
}

/** The text before and after the first `mark`. */
function cut(source: string, mark: string): string[] {
  const at = source.indexOf(mark)
  return at < 0 ? [source] : [source.slice(0, at), source.slice(at + 1)]
}

const isControl = (char: string): boolean => char < ' ' || char === '\x7f'

const NAMED: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

/** Go's `%q`, for everything but rare unprintable characters beyond ASCII. */
function quote(source: string): string {
  const written = Array.from(source, (char) => {
    const hex = isControl(char) ? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}` : char
    return NAMED[char] ?? hex
  })
  return `"${written.join('')}"`
}
