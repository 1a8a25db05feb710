import type { Ref } from 'preact';
import type { PartitionId } from '../core/partition.ts';
import { REGIONS } from '../core/region-names.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { type TextKey, text } from '../ui/texts.ts';

const PARTITION_NAMES: Readonly<Record<PartitionId, TextKey>> = {
  aws: 'options_partition_aws',
  'aws-us-gov': 'options_partition_aws_us_gov',
  'aws-cn': 'options_partition_aws_cn',
  'aws-eusc': 'options_partition_aws_eusc',
};

const PARTITIONS = Object.keys(PARTITION_NAMES) as readonly PartitionId[];

interface RegionFieldProps {
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (region: string) => void;
  readonly selectRef: Ref<HTMLSelectElement>;
}

/** Every region by name and id, grouped by partition. */
export function RegionField({ value, problem, onChange, selectRef }: RegionFieldProps) {
  return (
    <SelectField
      label={text('options_form_region')}
      value={value}
      problem={problem}
      selectRef={selectRef}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {PARTITIONS.map((partition) => (
        <optgroup key={partition} label={text(PARTITION_NAMES[partition])}>
          {REGIONS.filter((region) => region.partition === partition).map(({ id, name }) => (
            <option key={id} value={id}>
              {text('options_form_region_option', name, id)}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  );
}
