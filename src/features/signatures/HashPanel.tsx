import type { Subject } from '#queries/deployment.ts'
import { useCopies, type useSeal } from '#queries/seal.ts'
import Box from '@mui/material/Box'
import { Button } from '#ui/Button.tsx'
import { confirm } from '#ui/confirm.ts'
import { Copy } from '#ui/Copy.tsx'
import { Hash } from '#ui/Hash.tsx'
import { Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QueryStamp } from '#ui/QueryView.tsx'
import { Witness } from '#ui/Stamp.tsx'
import { Receipt } from '#ui/Stepper.tsx'
import { Faint, Note } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import { toast } from '#ui/toast.ts'
import { copyWords, expirationOf, wayOf } from './seal.ts'
import { When } from './When.tsx'

/** The contract's hash, who told it, how the seal was judged by it, and the copies kept here. */
export function HashPanel({
  subject,
  seal,
}: {
  subject: Subject
  seal: ReturnType<typeof useSeal>
}) {
  const { contract, contractFrom, contractId } = subject
  const { forget } = useCopies(subject)
  const { asking, reading, hash, judged } = seal
  const expiration = judged && expirationOf(judged.seal)
  const copies = judged?.copies ?? []

  async function ask() {
    const sure = await confirm({
      title: `Forget the copies of contract ${contractId}`,
      body: 'What was signed is then no longer kept in this browser. Where a search finds it, it is kept again once the console is opened anew.',
      verb: 'Forget copies',
      danger: true,
    })
    if (!sure) return
    try {
      await forget()
    } catch (error) {
      toast({ sentence: error instanceof Error ? error.message : String(error), state: 'error' })
    }
  }

  return (
    <>
      <Section
        title="Contract's hash"
        stamps={
          <QueryStamp
            query={asking}
            source="proxy"
            waitingFor={`contract ${contractId} from the grid proxy`}
            command={`/contracts/${contractId}`}
          />
        }
        action={hash ? <Copy text={hash} what="hash" /> : undefined}
      >
        <Box sx={{ pt: 3, pb: 2 }}>
          {hash ? (
            <Hash value={hash} label="Contract's hash" />
          ) : (
            <Faint>
              {contract === undefined
                ? 'The contract was not read yet, or could not be.'
                : 'No hash is known of this contract.'}
            </Faint>
          )}
        </Box>
        <Receipt
          rows={[
            { label: 'Contract', value: String(contractId) },
            ...(hash
              ? [
                  {
                    label: 'Told by',
                    value:
                      contractFrom === 'chain' ? 'the chain' : 'the grid proxy, from the chain',
                  },
                ]
              : []),
            ...(judged ? [{ label: 'Judged by', value: <When {...wayOf(judged.seal)} /> }] : []),
            ...(expiration === undefined ? [] : [{ label: 'Expiration', value: expiration }]),
          ]}
        />
      </Section>
      {reading.forbidden === undefined && (
        <Section
          title="Kept copies"
          stamps={<Witness source="browser">only here</Witness>}
          action={
            copies.length > 0 && (
              <Button size="small" kind="danger" onClick={() => void ask()}>
                Forget
              </Button>
            )
          }
        >
          {copies.length === 0 ? (
            <Box sx={{ pt: 2 }}>
              <Faint>{judged ? 'None of this contract.' : 'Not looked at yet.'}</Faint>
            </Box>
          ) : (
            <Properties
              label="Kept copies"
              rows={copies.map((copy) => ({
                key: copy.hash,
                label: <Time at={copy.at} />,
                value: copyWords(copy, hash),
              }))}
            />
          )}
          <Note>
            A copy is the deployment as it was signed, with its secrets. It stays in this browser
            and in no export.
          </Note>
        </Section>
      )}
    </>
  )
}
