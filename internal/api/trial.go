package api

import (
	"context"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/monitor"
	"github.com/heynats/heynats/internal/natsconn"
)

// TestReport says how a connection attempt went, stage by stage.
type TestReport struct {
	OK         bool         `json:"ok"`
	DurationMS float64      `json:"duration_ms" doc:"All stages together, in milliseconds."`
	Address    string       `json:"address,omitempty" example:"nats.example.com:4222" doc:"The address that was tried last, of several."`
	Stages     []TestStage  `json:"stages" doc:"Always all six."`
	Server     *ServerInfo  `json:"server,omitempty"`
	Account    *Account     `json:"account,omitempty"`
	Problem    *TestProblem `json:"problem,omitempty" doc:"Why ok is false."`
}

// TestStage is one step of a connection attempt.
type TestStage struct {
	Stage      string  `json:"stage" enum:"resolve,dial,info,tls,authenticate,jetstream"`
	Status     string  `json:"status" enum:"ok,failed,skipped,not_reached"`
	OffsetMS   float64 `json:"offset_ms" doc:"Milliseconds since the attempt began."`
	DurationMS float64 `json:"duration_ms" doc:"Milliseconds."`
	Detail     string  `json:"detail,omitempty"`
}

// TestProblem is what went wrong in a test.
type TestProblem struct {
	Code   string `json:"code" example:"reauth_required"`
	Title  string `json:"title" example:"Authentication failed"`
	Detail string `json:"detail"`
	Hint   string `json:"hint,omitempty" doc:"What to do about it."`
	NATS   string `json:"nats_error,omitempty" example:"Authorization Violation" doc:"The NATS server's own words."`
}

// TestOutput answers POST /api/nats/test.
type TestOutput struct{ Body TestReport }

func (a *API) test(ctx context.Context, in *ConnectInput) (*TestOutput, error) {
	spec, err := in.Body.spec()
	if err != nil {
		return nil, err
	}
	trial, err := a.conns.Try(ctx, spec)
	if err != nil {
		return nil, err
	}
	defer trial.Close()
	report := TestReport{OK: trial.Err == nil, Address: trial.Address}
	for _, s := range trial.Stages {
		report.Stages = append(report.Stages, testStage(s))
	}
	took := trial.Took
	if trial.Err == nil {
		took += a.testJetStream(ctx, *trial.Lease(), spec.Target, took, &report)
	} else {
		report.Stages = append(report.Stages, TestStage{Stage: "jetstream", Status: string(natsconn.StageNotReached), OffsetMS: ms(took)})
		report.Problem = testProblem(trial)
	}
	report.DurationMS = ms(took)
	return &TestOutput{Body: report}, nil
}

// testJetStream is the last stage: what the account has of JetStream. An
// account without it is no failure.
func (a *API) testJetStream(ctx context.Context, lease natsconn.Lease, target *natsconn.Target, offset time.Duration, report *TestReport) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, a.cfg.RequestTimeout)
	defer cancel()
	start := time.Now()
	stage := TestStage{Stage: "jetstream", Status: string(natsconn.StageOK), OffsetMS: ms(offset)}
	account, err := monitor.GetAccount(ctx, lease, target.JetStreamPrefix())
	took := time.Since(start)
	stage.DurationMS = ms(took)
	switch {
	case err != nil:
		stage.Status, stage.Detail = string(natsconn.StageFailed), problem(err).Detail
	case !account.JetStream.Available:
		stage.Status, stage.Detail = string(natsconn.StageSkipped), account.JetStream.Reason
	default:
		stage.Detail = plural(account.JetStream.Usage.Streams, "stream") + ", " + plural(account.JetStream.Usage.Consumers, "consumer")
	}
	report.Stages = append(report.Stages, stage)
	server := serverInfo(lease.Server())
	report.Server = &server
	if err == nil {
		body := accountBody(account, lease.RefreshServer(ctx))
		report.Account = &body
	}
	for i := range report.Stages {
		report.Stages[i].describe(lease.Server(), account)
	}
	return took
}

// describe adds what is known only once the link is up.
func (s *TestStage) describe(server natsconn.ServerInfo, account monitor.Account) {
	switch s.Stage {
	case "info":
		s.Detail = join(server.Name, server.Version)
	case "authenticate":
		s.Detail = join(account.User, "account "+account.Account)
		if account.User == "" && account.Account == "" {
			s.Detail = join(server.Account)
		}
	}
}

func testStage(s natsconn.StageResult) TestStage {
	return TestStage{Stage: string(s.Stage), Status: string(s.Status), OffsetMS: ms(s.Offset), DurationMS: ms(s.Took), Detail: s.Detail}
}

var stageTitles = map[natsconn.Stage]string{
	natsconn.StageResolve:      "The name could not be resolved",
	natsconn.StageDial:         "The address could not be reached",
	natsconn.StageInfo:         "No NATS server answered",
	natsconn.StageTLS:          "TLS failed",
	natsconn.StageAuthenticate: "Authentication failed",
}

func testProblem(trial *natsconn.Trial) *TestProblem {
	p := problem(trial.Err)
	title := "The connection could not be made"
	for _, s := range trial.Stages {
		if s.Status == natsconn.StageFailed {
			title = stageTitles[s.Stage]
		}
	}
	if fault.Is(trial.Err, "target_forbidden") {
		title = "HeyNATS may not connect there"
	}
	words := ""
	if p.NATS != nil {
		words = p.NATS.Description
	}
	return &TestProblem{Code: p.Code, Title: title, Detail: p.Detail, Hint: p.Hint, NATS: words}
}
