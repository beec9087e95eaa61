"""The peer of the small-request benchmark: FastAPI on uvicorn, which logs one line a request."""
from fastapi import FastAPI

app = FastAPI()


@app.get("/livez")
async def livez() -> dict[str, str]:
    return {"status": "ok"}
