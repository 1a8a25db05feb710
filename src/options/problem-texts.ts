import { type TextKey, text } from '../ui/texts.ts';
import type { FieldProblem } from './profile-form.ts';

const TEXTS: Readonly<Record<FieldProblem, TextKey>> = {
  'name-missing': 'options_problem_name_missing',
  'access-key-missing': 'options_problem_access_key_missing',
  'secret-missing': 'options_problem_secret_missing',
  'mfa-missing': 'options_problem_mfa_missing',
  'secret-of-other-key': 'options_problem_secret_of_other_key',
  'invalid-profile-name': 'options_problem_name',
  'profile-name-taken': 'options_problem_name_taken',
  'invalid-region': 'options_problem_region',
  'invalid-access-key-id': 'options_problem_access_key',
  'temporary-access-key': 'options_problem_temporary_key',
  'invalid-secret-access-key': 'options_problem_secret',
  'invalid-mfa-serial': 'options_problem_mfa',
  'fido-mfa-device': 'options_problem_mfa_fido',
  'invalid-duration': 'options_problem_duration',
  'invalid-colour': 'options_problem_colour',
  'invalid-endpoint': 'options_problem_endpoint',
};

/** What to say beside a field. */
export function problemText(problem: FieldProblem | undefined): string | undefined {
  return problem === undefined ? undefined : text(TEXTS[problem]);
}
