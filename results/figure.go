package results

import "errors"

// ErrFigure is wrapped by every error of [Figure.Validate].
var ErrFigure = errors.New("bad figure")

// Figure is a figure as data: what it shows, not how it looks. Package render draws it.
type Figure struct {
	Name    string  // one lower-case word, for file names; may have digits and inner hyphens
	Title   string  // stands in the picture
	Caption string  // a paragraph on how to read it, beside the picture and in its description
	Panels  []Panel // at least one, at most 24; row after row
	Across  int     // panels in a row, at most 6; 0 leaves it to the drawing
}

// Panel is one system of axes: curves, a heat map, or curves over a heat map. Without data it is drawn empty, and says so.
type Panel struct {
	Title  string
	X, Y   Axis
	Series []Series
	Heat   *Heat // nil for none
}

// Axis says what is measured along an axis. The zero value is a linear axis without a label that fits the data.
type Axis struct {
	Label    string
	Log      bool     // numbers, limits and ticks are at least 1e-300
	Min, Max *float64 // limits; nil fits the data. Data outside are cut off
	Ticks    []Tick   // the only ticks there are, such as categories at 0, 1, 2, ...; nil leaves them to the drawing
}

// Tick is a place on an axis with a name.
type Tick struct {
	At    float64
	Label string
}

// Series is a set of points that belong together. Its name is unique in the panel, and looks the same in every panel of the
// figure. A series without a name is not in the legend, and has the colour of the last named one before it: the band around a curve.
type Series struct {
	Name   string
	Shape  Shape
	Points []Point // in the order in which a line goes through them
}

// Shape says how a series is drawn. The zero value is Line.
type Shape int

const (
	Line     Shape = iota
	Dots           // points without a line: measurements
	LineDots       // measurements, with a line to guide the eye
	Steps          // Y holds from X up to the next X, which is larger: a distribution function
	Bars           // from 0, or from the foot of a logarithmic axis; side by side where several series have bars
	Band           // the area between Lo and Hi; Y is ignored
	Dashed         // a thin dark line: theory
)

// Point is a point, with an interval [Lo, Hi] where Lo < Hi: whiskers, or the width of a Band. Lo = Hi, as in the zero value, and NaN
// are no interval. Where Y is NaN (in a Band, Lo or Hi) a line has a gap. On a logarithmic axis Lo <= 0 is an interval open below.
type Point struct {
	X, Y, Lo, Hi float64
}

// Heat is a heat map with a scale beside it: Z[i][j] belongs to the cell around (X[j], Y[i]). X and Y ascend; cells meet half-way
// between them, as their axis measures it. A NaN in Z is a cell without a value.
type Heat struct {
	X, Y   []float64
	Z      [][]float64
	Lo, Hi float64 // what the ends of the colours mean; beyond is drawn like the end. Lo = Hi fits Z
	Label  string  // what Z is
}
