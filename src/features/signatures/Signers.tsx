import Box from '@mui/material/Box'
import type { LooseDeployment } from '#gridtypes/deployment.ts'
import { type CheckedSignatures, useSignatures } from '#queries/signatures.ts'
import { Properties } from '#ui/Properties.tsx'
import { QueryView } from '#ui/QueryView.tsx'
import { Glyph, StateWord } from '#ui/State.tsx'
import { Faint, Mono, Note } from '#ui/text.tsx'
import { SignerTable } from './SignerTable.tsx'
import { ignoredWords, overall, styleWords, verdicts } from './signatures.ts'

/** Who was to sign a deployment, and whether they did: verified in this page. */
export function Signers({
  deployment,
  hash,
  from = 'proxy',
}: {
  deployment: LooseDeployment
  hash: string | undefined
  /** Who told the hash. */
  from?: 'chain' | 'proxy' | undefined
}) {
  const query = useSignatures(deployment, hash)
  return (
    <QueryView
      query={query}
      source="proxy"
      waitingFor="the accounts of the twins"
      subject="The grid proxy"
      skeleton={<SignerTable />}
    >
      {(checked) =>
        checked && <Checked deployment={deployment} hash={hash} from={from} checked={checked} />
      }
    </QueryView>
  )
}

function Checked({
  deployment,
  hash,
  from,
  checked,
}: {
  deployment: LooseDeployment
  hash: string | undefined
  from: 'chain' | 'proxy'
  checked: CheckedSignatures
}) {
  const { signers, ignored, weight, verdict, accounts, beyond } = checked
  const unsure = signers.some(({ state }) => state === 'unknown')
  const { weight_required, signature_style } = deployment.signature_requirement
  const rows = signers.map((signer, i) => ({
    ...signer,
    key: `${signer.twin_id} ${i}`,
    account: accounts.get(signer.twin_id),
  }))
  const { state, words } = overall(checked)
  return (
    <>
      <SignerTable rows={rows} />
      {rows
        .filter((row) => row.reason !== '')
        .map((row) => (
          <Note key={row.key} icon={<Glyph state={verdicts[row.state].state} />}>
            Twin {row.twin_id}: {row.reason}
          </Note>
        ))}
      {beyond > 0 && (
        <Note icon={<Glyph state="warn" />}>
          {beyond.toLocaleString('en-US')} further requests are not looked at.
        </Note>
      )}
      {ignored.map((one, i) => (
        <Note key={i}>{ignoredWords(one)}</Note>
      ))}
      <Box sx={{ mt: 3 }}>
        <Properties
          label="What the signatures come to"
          rows={[
            { label: 'Altogether', value: <StateWord state={state}>{words}</StateWord> },
            ...(verdict && !verdict.ok
              ? [{ label: "In the node's words", value: <Mono>{verdict.reason}</Mono> }]
              : []),
            {
              label: 'Weight',
              value: (
                <span>
                  {unsure && 'at least '}
                  <Mono>{weight.toLocaleString('en-US')}</Mono> of{' '}
                  <Mono>{weight_required.toLocaleString('en-US')}</Mono> required
                </span>
              ),
            },
            {
              label: 'Style',
              ...(signature_style === '' ? {} : { note: signature_style.slice(0, 40) }),
              value: styleWords(signature_style),
            },
            {
              label: 'Verified with',
              value:
                hash === undefined || hash === '' ? (
                  <Faint>no hash is known</Faint>
                ) : from === 'chain' ? (
                  "the contract's hash, as the chain tells it, and the twins' keys, as the grid proxy tells them"
                ) : (
                  "the contract's hash and the twins' keys, as the grid proxy tells them"
                ),
            },
          ]}
        />
      </Box>
      <Note>
        Every listed twin has to sign, even one that is not required: a node refuses a deployment
        whose list is not complete. The twin that owns it must be on the list.
      </Note>
    </>
  )
}
