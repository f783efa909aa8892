package results

// Value is what stands in one place of a table: [Text], [Int], [Float], [Percent], [Estimate], [Measured] or [Missing]. A nil Value is
// missing, too.
type Value interface{ value() }

// Text is a word or a sentence.
type Text string

// Int is a count or a parameter.
type Int int

// Float is a measured or computed quantity, of which Digits significant digits are shown; 0 shows as many as it takes to
// read it back. NaN is missing.
type Float struct {
	Value  float64
	Digits int
}

// Percent is a fraction shown as a percentage with Digits digits behind the point.
type Percent struct {
	Fraction float64
	Digits   int
}

// Estimate is a rate with the interval [Lo, Hi] around it, conservative where it is to be relied on, and Wilson's, which is narrower and
// better centred, for plots; that may be left out. A rate without a decided trial is missing.
type Estimate struct {
	Rate               Rate
	Lo, Hi             float64
	WilsonLo, WilsonHi float64
}

// Measured is a quantity with the interval [Lo, Hi] around it, shown to two digits of the interval's width. NaN is missing.
type Measured struct{ Value, Lo, Hi float64 }

// Missing says that there is nothing to show.
type Missing struct{}

func (Text) value()     {}
func (Int) value()      {}
func (Float) value()    {}
func (Percent) value()  {}
func (Estimate) value() {}
func (Measured) value() {}
func (Missing) value()  {}
