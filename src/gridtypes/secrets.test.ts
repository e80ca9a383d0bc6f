import { describe, expect, test } from 'vitest'
import { parseJson } from '#lib/json.ts'
import { MASK, maskAnswer, maskText, writeJson } from './secrets.ts'

const deployment = JSON.stringify({
  version: 1,
  contract_id: 41532,
  workloads: [
    {
      name: 'db',
      type: 'zdb',
      data: { size: 1, mode: 'user', password: 'hunter2', public: true },
    },
    {
      name: 'net',
      type: 'network',
      metadata: JSON.stringify({
        version: 3,
        user_accesses: [{ node_id: 14, private_key: 'users-own-key', subnet: '10.20.3.0/24' }],
      }),
      data: {
        wireguard_private_key: 'nodes-own-key',
        peers: [{ wireguard_public_key: 'anybodys-key' }],
        mycelium: { hex_key: 'abcdef', peers: [] },
      },
    },
    {
      name: 'vm',
      type: 'zmachine',
      data: {
        env: { SSH_KEY: 'ssh-ed25519 AAAA', nested: { deep: ['deeper-value'] }, EMPTY: '' },
        network: { mycelium: { Network: 'net', hex_seed: '010203040506' } },
      },
    },
    {
      name: 'fs',
      type: 'qsfs',
      data: {
        config: {
          encryption: { algorithm: 'AES', key: 'cafe' },
          groups: [{ backends: [{ address: '[300::1]:9900', namespace: 'n', password: 'p4ss' }] }],
        },
      },
    },
    { name: 'log', type: 'zlogs', data: { output: 'redis://me:r3dis@10.0.0.1:6379/0' } },
  ],
})

const SECRETS = [
  'hunter2',
  'users-own-key',
  'nodes-own-key',
  'abcdef',
  'ssh-ed25519',
  'deeper-value',
  '010203040506',
  'cafe',
  'p4ss',
  'r3dis',
]

describe('secrets in JSON text', () => {
  test('every kind of secret of every type is masked, also in metadata', () => {
    const written = writeJson(deployment)
    for (const secret of SECRETS) expect(written).not.toContain(secret)
    expect(JSON.parse(written)).toMatchObject({ contract_id: 41532 })
  })

  test('what is no secret stays', () => {
    const written = writeJson(deployment)
    for (const kept of [
      'anybodys-key',
      '10.20.3.0/24',
      '[300::1]:9900',
      'SSH_KEY',
      'redis://me:',
    ]) {
      expect(written).toContain(kept)
    }
  })

  test('shown, the text is the very one that came', () => {
    expect(writeJson(deployment, { show: true })).toBe(deployment)
    const odd = ' {"a" : [ 1.0, 1e3 ,18446744073709551615 ], "a":{ } }\n'
    expect(writeJson(odd, { show: true })).toBe(odd)
    expect(writeJson(odd)).toBe(odd)
  })

  test('keys are found in any letter case and however they are escaped', () => {
    for (const key of ['Password', 'PASSWORD', 'pa\\u0073sword', 'pas\u017fword', 'db_passwd']) {
      expect(writeJson(`{"${key}":"hunter2"}`), key).not.toContain('hunter2')
    }
    for (const key of ['ENV', 'Env', 'ssh_keys', 'SSHKey']) {
      expect(writeJson(`{"${key}":{"A":"hunter2"}}`), key).not.toContain('hunter2')
    }
    expect(writeJson('{"Hex_Key":"c0ffee","\u212aey":"c0ffee"}')).not.toContain('c0ffee')
  })

  test('numbers, lists and objects under a secret name are masked too', () => {
    const written = writeJson('{"password":123456,"key":["abc",{"x":"def"}],"after":"seen"}')
    expect(JSON.parse(written)).toEqual({
      password: MASK,
      key: [MASK, { x: MASK }],
      after: 'seen',
    })
  })

  test('that there is no secret is no secret', () => {
    expect(writeJson('{"password":"","hex_key":null,"env":{},"key":[]}')).toBe(
      '{"password":"","hex_key":null,"env":{},"key":[]}',
    )
  })

  test('every secret looks the same, however long it is', () => {
    expect(writeJson('{"password":"a"}')).toBe(writeJson('{"password":"abcdefghijkl"}'))
  })

  test('64-bit integers keep every digit', () => {
    const text = '{"size":18446744073709551615,"contract_id":9007199254740993,"password":"x"}'
    expect(parseJson(writeJson(text, { indent: 2 }))).toEqual({
      size: 18446744073709551615n,
      contract_id: 9007199254740993n,
      password: MASK,
    })
  })

  test('duplicates are all there, and all masked', () => {
    expect(writeJson('{"password":"one","Password":"two","password":"three"}')).toBe(
      `{"password":"${MASK}","Password":"${MASK}","password":"${MASK}"}`,
    )
  })

  test('laid out anew it is what JSON.stringify would have written', () => {
    const value = { a: [], b: {}, c: [1, [2, { d: 'x,y:{"' }]], e: null, f: [{}, []] }
    expect(writeJson(JSON.stringify(value), { indent: 2 })).toBe(JSON.stringify(value, null, 2))
    expect(writeJson(JSON.stringify(value, null, '\t'), { indent: 2 })).toBe(
      JSON.stringify(value, null, 2),
    )
  })

  test('a text with braces, quotes and escapes is only text', () => {
    const value = { a: '{"password":', b: '\\"', c: '</script>\u2028' }
    expect(JSON.parse(writeJson(JSON.stringify(value), { indent: 2 }))).toEqual(value)
  })
})

describe('secrets in answers that cannot be read', () => {
  test('a broken or cut answer still keeps its secrets', () => {
    for (const text of [
      'zos.deployment.get · bad-json · {"env":{"A":"hunter2"},"password":"hunter2"',
      '{"password":"hunter2',
      '{"wireguard_private_key":["hunter2"],"x":}}}',
      '{"a":"\\x","password":"hunter2"}',
      '{password:hunter2}',
      '[{"env":{"A":"hunter2","B":"hun',
    ]) {
      expect(maskAnswer(text), text).not.toContain('hunter2')
    }
  })

  test('what holds no secret is not touched, whatever it is', () => {
    for (const text of [
      '',
      'plain words: {not json at all, "a": [1, 2',
      'twin 42 · timeout',
      '{"size": 18446744073709551615, "a":"b"}}}]"',
      '{"x"',
    ]) {
      expect(maskAnswer(text)).toBe(text)
    }
  })
})

describe('secrets in other texts', () => {
  test('passwords of addresses are masked, the rest is kept', () => {
    expect(maskText('wss://a:b@logs.example/x?y=1')).toBe(`wss://a:${MASK}@logs.example/x?y=1`)
    expect(maskText('redis://:b@h')).toBe(`redis://:${MASK}@h`)
    expect(maskText('wss://h/x?a=1&access_token=b#c')).toBe(`wss://h/x?a=1&access_token=${MASK}#c`)
    expect(maskText('http://10.20.2.5:8080/a@b')).toBe('http://10.20.2.5:8080/a@b')
    expect(maskText('anything: at all@home')).toBe('anything: at all@home')
  })

  test('JSON in JSON in JSON is still found', () => {
    const inner = JSON.stringify({ private_key: 'hunter2' })
    const outer = JSON.stringify({ metadata: JSON.stringify({ metadata: inner }) })
    expect(writeJson(outer)).not.toContain('hunter2')
  })
})
