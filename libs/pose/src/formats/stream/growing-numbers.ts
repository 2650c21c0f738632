/** A list of numbers that takes eight bytes each. */
export class GrowingNumbers {
  private numbers = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.numbers.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length++] = value;
  }

  set(index: number, value: number): void {
    this.numbers[index] = value;
  }

  at(index: number): number {
    return this.numbers[index]!;
  }

  /** A sorted copy; NaN comes last. */
  toSorted(): Float64Array {
    return this.numbers.slice(0, this.length).sort();
  }
}
